// What has been written and is not in the library yet, kept in the browser until it is: through a lost connection, a
// closed tab, a fallen computer. Written at once with every letter. Each tab has a drawer of its own; one whose tab is gone is
// found at the next visit, by the same person.

import { held, hold } from "../upload/holding.js";

const PREFIX = "workspace.draft";

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export class Drafts {
  #drawer; // of this person and transcription
  #own;

  constructor(person, transcription) {
    this.#drawer = [PREFIX, person, transcription, ""].join(" ");
    this.#own = this.#drawer + crypto.getRandomValues(new Uint32Array(2)).join("-");
    hold(this.#own);
  }

  // False where the browser keeps nothing, or has no room: then nobody must be told that it is kept.
  keep(stretches) {
    try {
      if (stretches.length) localStorage.setItem(this.#own, JSON.stringify({ when: Date.now(), stretches }));
      else localStorage.removeItem(this.#own);
      return true;
    } catch {
      return false;
    }
  }

  // [{ name, when, stretches }, …], of tabs that are gone, the oldest first.
  async left() {
    const busy = await held();
    let names = [];
    try {
      names = Object.keys(localStorage).filter((name) => name.startsWith(this.#drawer));
    } catch {
      return [];
    }
    return names
      .filter((name) => name !== this.#own && !busy.has(name))
      .map((name) => ({ name, ...parsed(localStorage.getItem(name)) }))
      .filter(({ stretches }) => stretches?.length)
      .sort((one, other) => one.when - other.when);
  }

  forget({ name }) {
    localStorage.removeItem(name);
  }
}
