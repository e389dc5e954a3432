// The word that is said just now is lit. One element changes at a time; what is out of sight costs nothing.

import { heard, player } from "../player/current.js";
import { wordElement } from "./paragraph.js";
import { endOf, startOf, wordAt } from "./transcript.js";

const LIT = "word-now";

// Tells "moved" with each new word.
export class Light extends EventTarget {
  #transcript;
  #element = null;
  #from = Infinity; // the lit word is right from here …
  #until = -Infinity; // … until here, in seconds
  place = -1; // of the paragraph
  word = -1;

  constructor(transcript) {
    super();
    this.#transcript = transcript;
    heard.addEventListener("time", () => this.#at(player().time));
  }

  get paragraph() {
    return this.#transcript.paragraphs[this.place] ?? null;
  }

  get element() {
    return this.#element;
  }

  // Look again, after words have come onto the page or have changed.
  again() {
    this.#from = Infinity;
    this.#at(player().time);
  }

  #at(moment) {
    if (moment >= this.#from && moment < this.#until && this.#element?.isConnected) return;
    this.place = this.#transcript.at(moment);
    const { paragraph } = this;
    this.word = paragraph?.words ? wordAt(paragraph.words, moment) : -1;
    this.#from = startOf(paragraph?.words?.[this.word]) ?? Infinity;
    this.#until = this.#next(paragraph);
    this.#light(paragraph && this.word >= 0 && !paragraph.isHeld ? wordElement(paragraph, this.word) : null);
  }

  #next(paragraph) {
    const following = paragraph?.words?.slice(this.word + 1).find((word) => startOf(word) !== null);
    return startOf(following) ?? this.#transcript.paragraphs[this.place + 1]?.since ?? Infinity;
  }

  #light(element) {
    if (element === this.#element && element?.classList.contains(LIT)) return;
    this.#element?.classList.remove(LIT);
    element?.classList.add(LIT);
    this.#element = element;
    this.dispatchEvent(new Event("moved"));
  }
}

// What is said from the beginning of the sentence around a word to its end, in seconds; null without times.
export function phraseAround(words, place) {
  const ends = ([text]) => /[։:?!…][»”")\]]*$/.test(text);
  let first = place;
  while (first > 0 && !ends(words[first - 1])) first -= 1;
  let last = place;
  while (last < words.length - 1 && !ends(words[last])) last += 1;
  const timed = words.slice(first, last + 1).filter((word) => startOf(word) !== null);
  if (!timed.length) return null;
  return { from: startOf(timed[0]), until: endOf(timed.at(-1)) ?? startOf(timed.at(-1)) + 1 };
}
