// What is shown just now, over the picture, or over the controls where there is none.

import { heard, player } from "../player/current.js";

const PATIENCE = 2000; // milliseconds until it is asked again after no answer

export class Caption {
  #box;
  #address;
  #known = { from: 0, until: 0, cues: [] };
  #isAsking = false;
  #shown = null;

  constructor(box, address) {
    this.#box = box;
    this.#address = address;
    heard.addEventListener("time", () => this.#show());
    this.#show();
  }

  // They were cut otherwise.
  forget() {
    this.#known = { from: 0, until: 0, cues: [] };
    this.#shown = null;
    this.#show();
  }

  #show() {
    this.#place();
    const moment = player().time * 1000;
    if (moment < this.#known.from || moment >= (this.#known.until ?? Infinity)) {
      this.#ask();
      return;
    }
    const cue = this.#known.cues.find(([start, end]) => start <= moment && moment < end) ?? [];
    if (cue === this.#shown) return;
    this.#shown = cue;
    this.#box.replaceChildren(...(cue[2] ?? []).map((line) => this.#line(line)));
  }

  #line(text) {
    const line = document.createElement("span");
    line.textContent = text;
    return line;
  }

  // A copy of the video may take the player's place at any time.
  #place() {
    const screen = document.querySelector(".player-screen");
    const place = screen ?? document.getElementById("sound");
    if (this.#box.parentElement === place) return;
    if (screen) screen.append(this.#box);
    else place.prepend(this.#box);
    this.#box.hidden = false;
  }

  async #ask() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const answer = await fetch(`${this.#address}?at=${player().time.toFixed(3)}`);
      if (answer.ok) this.#known = await answer.json();
      else await this.#pause();
    } catch {
      await this.#pause();
    }
    this.#isAsking = false;
    const { from, until } = this.#known;
    if (from !== until) this.#show();
  }

  #pause() {
    return new Promise((resolve) => setTimeout(resolve, PATIENCE));
  }
}
