// The place in a recording as something one drags, clicks, or moves by keys: a slider, to the eye a waveform.

import { clock, spoken } from "./clock.js";
import { Waveform } from "./waveform.js";

const STEP = 5; // seconds
const LEAP = 60;
const KEYS = {
  ArrowRight: STEP,
  ArrowUp: STEP,
  ArrowLeft: -STEP,
  ArrowDown: -STEP,
  PageUp: LEAP,
  PageDown: -LEAP,
};

// `player` has `time`, `duration`, `seek(seconds)` and `toggle()`.
export class Scrubber {
  #box;
  #player;
  #wave;
  #bubble;
  #said = null;
  #dragging = false;

  constructor(box, player, signal) {
    this.#box = box;
    this.#player = player;
    this.#bubble = box.querySelector("[data-bubble]");
    this.#wave = new Waveform(box.querySelector("canvas"), signal);
    const on = (name, act) => box.addEventListener(name, act, { signal });
    on("pointerdown", (event) => this.#taken(event));
    on("pointermove", (event) => this.#moved(event));
    on("pointerup", (event) => this.#let(event));
    on("pointercancel", () => this.#left());
    on("pointerleave", () => this.#dragging || this.#left());
    on("keydown", (event) => this.#pressed(event));
  }

  show(loudness) {
    this.#wave.show(loudness);
  }

  // The place now, and the stretches that are here already, in seconds.
  at(time, fetched) {
    const share = (seconds) => Math.min(1, seconds / (this.#player.duration || Infinity));
    this.#wave.at({ now: share(time), fetched: fetched.map((pair) => pair.map(share)) });
    // Who stands on the slider hears of what they do themselves; else every second would be read out.
    if (document.activeElement !== this.#box || !this.#player.isPlaying) this.say();
  }

  say() {
    const { time, duration } = this.#player;
    const now = Math.floor(time);
    if (this.#said === `${now}/${duration}`) return;
    this.#said = `${now}/${duration}`;
    const words = this.#box.dataset.words;
    this.#box.setAttribute("aria-valuemax", Math.floor(duration));
    this.#box.setAttribute("aria-valuenow", now);
    this.#box.setAttribute("aria-valuetext", words.replace("{now}", spoken(now)).replace("{length}", spoken(duration)));
  }

  #share(event) {
    const { left, width } = this.#box.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  }

  #taken(event) {
    if (event.button !== 0) return;
    this.#dragging = true;
    this.#box.setPointerCapture(event.pointerId);
    this.#moved(event);
  }

  #moved(event) {
    const share = this.#share(event);
    this.#wave.at({ pointed: share });
    this.#bubble.textContent = clock(share * this.#player.duration);
    this.#bubble.hidden = false;
    const { clientWidth: width } = this.#box;
    const half = this.#bubble.offsetWidth / 2;
    this.#bubble.style.left = `${Math.min(width - half, Math.max(half, share * width))}px`;
  }

  #let(event) {
    if (!this.#dragging) return;
    this.#left();
    this.#player.seek(this.#share(event) * this.#player.duration);
  }

  #left() {
    this.#dragging = false;
    this.#bubble.hidden = true;
    this.#wave.at({ pointed: null });
  }

  #pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { time, duration } = this.#player;
    if (event.key in KEYS) this.#player.seek(time + KEYS[event.key]);
    else if (event.key === "Home") this.#player.seek(0);
    else if (event.key === "End") this.#player.seek(duration);
    else if (event.key === " " || event.key === "Enter") this.#player.toggle();
    else return;
    event.preventDefault();
    this.say();
  }
}
