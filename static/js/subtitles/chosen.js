// The subtitle that one is at: its words can be pointed at, and its tools are shown.

export class Chosen {
  #tools = null;
  #words;
  word = 0; // before which it would be split, counted from its first; 0: none yet

  constructor(row, template) {
    this.row = row;
    row.classList.add("cue-chosen");
    row.setAttribute("aria-current", "true");
    this.#words = template ? [...row.querySelectorAll(".word")] : [];
    if (!template) return;
    this.#tools = template.content.firstElementChild.cloneNode(true);
    this.#offer("free", "decided" in row.dataset);
    row.append(this.#tools);
    this.point(this.#words[Math.ceil(this.#words.length / 2)]);
  }

  close() {
    this.#tools?.remove();
    this.row.classList.remove("cue-chosen");
    this.row.removeAttribute("aria-current");
    this.#words[this.word]?.classList.remove("word-chosen");
  }

  // At one of its words.
  point(element) {
    const place = this.#words.indexOf(element);
    if (place < 1 && this.word) return;
    this.#words[this.word]?.classList.remove("word-chosen");
    this.word = Math.max(0, place);
    if (this.word) this.#words[this.word].classList.add("word-chosen");
    this.#say();
  }

  step(by) {
    this.point(this.#words[Math.min(this.#words.length - 1, Math.max(1, this.word + by))]);
  }

  #say() {
    const text = this.#words[this.word]?.textContent ?? "";
    for (const button of this.#tools?.querySelectorAll("[data-before]") ?? []) {
      button.querySelector("span").textContent = button.dataset.before.replace("{word}", text);
      button.hidden = !this.word;
    }
  }

  #offer(act, isOffered) {
    this.#tools.querySelector(`[data-act=${act}]`).hidden = !isOffered;
  }
}
