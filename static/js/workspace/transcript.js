// The words of one transcript: where all paragraphs stand, and the words of those that somebody has looked at.

import { asked } from "./asking.js";

const RUN = 40; // paragraphs in one request
const TEXT = 0;
const START = 1;
const END = 2;

export class Transcript {
  #address;
  #coming = new Map(); // id → promise of its words

  constructor(address) {
    this.#address = address;
    this.revision = null;
    this.paragraphs = []; // { id, start, length, words, speaker, found }; `words` is null until they are here
  }

  // Returns what the server holds now, as [[id, start, length], …]; nothing is taken over yet.
  outline() {
    return asked(this.#address);
  }

  async open() {
    const { revision, paragraphs } = await this.outline();
    this.revision = revision;
    this.paragraphs = paragraphs.map(([id, start, length]) => ({ id, start, length, words: null, speaker: "" }));
    this.#fillStarts();
  }

  get isTimed() {
    return this.paragraphs.some(({ start }) => start !== null);
  }

  // Where the paragraph is in which one speaks at that moment, in seconds; -1 where nobody knows.
  at(moment) {
    let [low, high] = [0, this.paragraphs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.paragraphs[middle].since <= moment) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // Resolves when the words of these paragraphs are here; asks for nothing twice.
  async need(wanted) {
    const missing = wanted.filter(({ id, words }) => id && !words && !this.#coming.has(id));
    for (let place = 0; place < missing.length; place += RUN) this.#fetch(missing.slice(place, place + RUN));
    await Promise.all(wanted.map(({ id }) => this.#coming.get(id)));
  }

  // The same for all of them.
  async everything() {
    for (let place = 0; place < this.paragraphs.length; place += RUN) {
      await this.need(this.paragraphs.slice(place, place + RUN));
    }
  }

  // After paragraphs have come, gone or been timed.
  changed() {
    this.#fillStarts();
  }

  #fetch(paragraphs) {
    const known = new Map(paragraphs.map((paragraph) => [paragraph.id, paragraph]));
    const coming = (async () => {
      try {
        const { paragraphs: told } = await asked(`${this.#address}?ids=${[...known.keys()]}`);
        for (const { id, ...rest } of told) if (!known.get(id).words) Object.assign(known.get(id), rest);
      } finally {
        for (const id of known.keys()) this.#coming.delete(id);
      }
    })();
    for (const id of known.keys()) this.#coming.set(id, coming);
  }

  // What has no time of its own begins with what is before it.
  #fillStarts() {
    let since = this.isTimed ? 0 : Infinity;
    for (const paragraph of this.paragraphs) {
      since = Math.max(since, paragraph.start ?? since);
      paragraph.since = since;
    }
  }
}

// Which word of a paragraph is said at that moment, or was said last; -1 before the first.
export function wordAt(words, moment) {
  let found = -1;
  for (let place = 0; place < words.length; place += 1) {
    const start = words[place][START];
    if (start === null) continue;
    if (start > moment) break;
    found = place;
  }
  return found;
}

export function textOf(words) {
  return words.map((word) => word[TEXT]).join(" ");
}

export const startOf = (word) => word?.[START] ?? null;
export const endOf = (word) => word?.[END] ?? null;
export const wordsOf = (text) => text.split(/\s+/).filter(Boolean).map((word) => [word, null, null]);
