// What is said about saving, at the foot of the window: honest about what has reached the library, and what has not.

const FRESH = 5; // seconds
const EVERY = 1000;

export class Bar {
  #desk;
  #line;
  #words;

  constructor(desk, line) {
    this.#desk = desk;
    this.#line = line;
    this.#words = line.dataset;
    desk.addEventListener("state", () => this.#show());
    setInterval(() => desk.state.kind === "saved" && this.#show(), EVERY);
    this.#show();
  }

  #show() {
    const { kind } = this.#desk.state;
    this.#line.hidden = kind === "rest";
    this.#line.dataset.kind = kind;
    const text = this.#text();
    const shown = this.#line.querySelector("[data-text]");
    if (shown.textContent !== text) shown.textContent = text;
    this.#line.querySelector("a").hidden = kind !== "signed-out";
    if (["offline", "signed-out", "refused", "clash"].includes(kind)) this.#speak(text);
  }

  #text() {
    const { kind, when, message } = this.#desk.state;
    const words = this.#words[kind === "signed-out" ? "signedOut" : kind] ?? "";
    if (kind === "saved") return this.#ago(when);
    const kept = this.#desk.isKept ? this.#words.kept : this.#words.lost;
    if (kind === "offline" || kind === "signed-out") return `${words} ${kept}`;
    if (kind === "refused") return `${words} ${message}`;
    return words;
  }

  #ago(when) {
    const seconds = Math.round((Date.now() - when) / 1000);
    if (seconds < FRESH) return this.#words.just;
    const [count, sentence] = seconds < 60 ? [seconds, this.#words.seconds] : [Math.floor(seconds / 60), this.#words.minutes];
    return sentence.replace("{n}", count);
  }

  // Trouble is told aloud, once.
  #speak(text) {
    const spoken = document.getElementById("spoken");
    if (spoken.textContent !== text) spoken.textContent = text;
  }
}
