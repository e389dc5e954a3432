// The page follows the sound, until the reader goes elsewhere; then it stays, and offers to follow again.

import { heard, player } from "../player/current.js";

const AWAY = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"];
const QUIET = "(prefers-reduced-motion: reduce)";

export class Follow {
  #sheet;
  #light;
  #button;
  #follows = true;

  constructor(sheet, light, button) {
    this.#sheet = sheet;
    this.#light = light;
    this.#button = button;
    light.addEventListener("moved", () => this.#moved());
    heard.addEventListener("playing", () => this.#offer());
    heard.addEventListener("paused", () => this.#offer());
    button.addEventListener("click", () => this.follow());
    addEventListener("wheel", () => this.stay(), { passive: true });
    addEventListener("touchmove", () => this.stay(), { passive: true });
    addEventListener("mousedown", (event) => this.#pressed(event));
    addEventListener("keydown", (event) => this.#key(event));
  }

  stay() {
    this.#follows = false;
    this.#offer();
  }

  // From now on, and at once to where it is.
  async follow() {
    this.#follows = true;
    this.#offer();
    await this.go();
  }

  toggle() {
    if (this.#follows) this.stay();
    else this.follow();
  }

  // To the word that is said now, wherever that is.
  async go() {
    const { place } = this.#light;
    if (place < 0) return;
    const paragraph = await this.#sheet.goTo(place);
    this.#light.again();
    this.#intoView(this.#light.element ?? paragraph.element, "auto");
  }

  #moved() {
    if (!this.#follows || !player().isPlaying) return;
    if (this.#light.element) this.#intoView(this.#light.element, matchMedia(QUIET).matches ? "auto" : "smooth");
    else if (this.#light.place >= 0 && !this.#light.paragraph.isHeld) this.go().catch(() => {});
  }

  // Only when it leaves the middle of what one sees; the player covers the top.
  #intoView(element, behavior) {
    const { top, bottom } = element.getBoundingClientRect();
    const frame = document.getElementById("sound").getBoundingClientRect();
    const covered = frame.width > innerWidth / 2 || frame.left < 200 ? Math.max(0, frame.bottom) : 0;
    const high = Math.min(covered, innerHeight / 2);
    if (top > high + 8 && bottom < innerHeight * 0.85) return;
    scrollBy({ top: top - high - (innerHeight - high) * 0.25, behavior });
  }

  // On the scroll bar.
  #pressed(event) {
    if (event.target === document.documentElement && event.clientX >= document.documentElement.clientWidth) this.stay();
  }

  #key(event) {
    const { target, key } = event;
    if (AWAY.includes(key) && !target.closest("input, textarea, select, [role=slider]")) this.stay();
  }

  #offer() {
    this.#button.hidden = this.#follows || !player().isPlaying;
  }
}
