// One line of the queue. It shows what an item says of itself, and tells it which button was pressed.

const drawing = document.getElementById("queued").content;

// Which buttons there are in which state.
const BUTTONS = {
  ready: ["remove"],
  waiting: ["remove"],
  sending: ["pause", "remove"],
  stuck: ["now", "pause", "remove"],
  "signed-out": ["remove"],
  paused: ["go-on", "remove"],
  checking: [],
  done: [],
  choose: ["choose"],
  known: ["use", "buy", "remove"],
  failed: ["again", "save", "remove"],
  refused: ["save", "remove"],
};

export class Row {
  constructor(name, onPress) {
    this.element = drawing.firstElementChild.cloneNode(true);
    this.bar = this.element.querySelector("progress");
    this.buttons = [...this.element.querySelectorAll("[data-do]")];
    this.part("name").textContent = name;
    this.element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (button) onPress(button.dataset.do);
    });
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  button(name) {
    return this.buttons.find((button) => button.dataset.do === name);
  }

  // A link leads somewhere, or it is not there.
  has(button, state) {
    return BUTTONS[state].includes(button.dataset.do) && (button.localName !== "a" || button.hasAttribute("href"));
  }

  // `isLive`: it is being recorded, and the recorder's own buttons decide about it.
  show(state, detail, isLive) {
    const { dataset } = this.element;
    if (dataset.state !== state || this.isLive !== isLive) {
      dataset.state = state;
      this.isLive = isLive;
      for (const button of this.buttons) button.hidden = isLive || !this.has(button, state);
      this.part("progress").hidden = !["sending", "stuck", "signed-out", "paused", "checking"].includes(state);
      if (state === "checking") this.bar.removeAttribute("value");
    }
    this.part("detail").textContent = detail;
  }

  // `share` from 0 to 1, or null while there is no telling.
  progress(share) {
    if (share === null) this.bar.removeAttribute("value");
    else this.bar.value = share;
  }

  offer(name, { words, href }) {
    const button = this.button(name);
    if (words) button.textContent = words;
    if (href) button.href = href;
  }

  // What was heard, as a file on the person's own computer.
  save({ name, blob }) {
    const link = this.button("save");
    link.href = URL.createObjectURL(blob);
    link.download = name;
  }

  // It is in the library: the name leads there.
  link({ title, url }) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    this.part("name").replaceChildren(link);
  }

  // live.js finds the badge and keeps it fresh, as in the library.
  watch(id) {
    const badge = document.createElement("span");
    badge.id = `badge-${id}`;
    badge.dataset.live = id;
    this.part("badge").replaceChildren(badge);
  }

  remove() {
    this.element.remove();
  }
}
