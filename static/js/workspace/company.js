// Who else writes here, and where: told to the others every few seconds, and shown beside the paragraph.

import { asked } from "./asking.js";

const EVERY = 8000; // milliseconds
const HIDDEN = 30000;

export class Company {
  #address;
  #transcript;
  #at = null;
  #timer = null;
  #behind;

  // `behind()` is called where the library has a newer version than the page.
  constructor(address, transcript, behind) {
    this.#address = address;
    this.#transcript = transcript;
    this.#behind = behind;
    document.addEventListener("editing", ({ detail }) => this.#moved(detail));
    document.addEventListener("visibilitychange", () => document.hidden || this.#tell());
    addEventListener("pagehide", () => this.#at && asked(address, { at: null }, { keepalive: true }).catch(() => {}));
    this.#tell();
  }

  #moved(paragraph) {
    const before = this.#at;
    this.#at = paragraph;
    if (before !== paragraph) this.#tell();
  }

  async #tell() {
    clearTimeout(this.#timer);
    // A paragraph that has not been saved yet is nobody else's.
    const at = this.#at?.id ?? null;
    try {
      const { revision, others } = await asked(this.#address, { at });
      this.#show(new Map(others));
      if (revision > this.#transcript.revision) await this.#behind();
    } catch {
      // Saving tells of the same trouble, in words.
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), document.hidden ? HIDDEN : EVERY);
  }

  #show(others) {
    const words = document.getElementById("words").dataset.busy;
    for (const element of document.querySelectorAll(".paragraph[data-busy]")) {
      if (!others.has(Number(element.dataset.id))) delete element.dataset.busy;
    }
    for (const [id, name] of others) {
      const element = document.getElementById(`p${id}`);
      if (element) element.dataset.busy = words.replace("{name}", name);
    }
  }
}

// Names that were given before are offered again, in a list that the box for the speaker names.
export async function offerSpeakers(address) {
  const list = document.getElementById("speakers");
  if (!list || list.childElementCount) return;
  try {
    const { speakers } = await asked(address);
    list.replaceChildren(...speakers.map((name) => Object.assign(document.createElement("option"), { value: name })));
  } catch {
    // Then one writes it.
  }
}
