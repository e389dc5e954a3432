// The paragraphs on screen. Each has its place from the beginning, so that the scroll bar is right; words stand only in those
// near what one sees, and leave again.

import { fill } from "./paragraph.js";
import { textOf } from "./transcript.js";

const NEAR = "1200px 0px";
const LETTERS = 7; // of a word with its space, on average
const LINE = 30; // pixels
const BETWEEN = 16;

export class Sheet {
  #box;
  #transcript;
  #tools;
  #near = new Set();
  #observer;
  #wanted = false;
  #letters = 60; // in a line

  // `tools` makes what stands beside a paragraph, or returns null.
  constructor(box, transcript, tools = () => null) {
    this.#box = box;
    this.#transcript = transcript;
    this.#tools = tools;
    this.#observer = new IntersectionObserver((seen) => this.#seen(seen), { rootMargin: NEAR });
  }

  // What the server has written stays where it is; places for all the others are made around it.
  open() {
    this.#box.classList.toggle("transcript-timed", this.#transcript.isTimed);
    this.#measure();
    const written = new Map([...this.#box.children].map((element) => [Number(element.dataset.id), element]));
    const { paragraphs } = this.#transcript;
    for (const paragraph of paragraphs) this.#adopt(paragraph, written.get(paragraph.id));
    this.#box.replaceChildren(...paragraphs.map(({ element }) => element));
    for (const { element } of paragraphs) this.#observer.observe(element);
  }

  // For paragraphs that have come in the place of others. Their elements take the others' place.
  replace(gone, come) {
    const behind = gone.at(-1)?.element.nextElementSibling ?? null;
    for (const paragraph of come) if (!paragraph.element) this.#adopt(paragraph);
    for (const { element } of gone) if (!come.some((paragraph) => paragraph.element === element)) this.#remove(element);
    for (const { element } of come) {
      this.#box.insertBefore(element, behind);
      this.#observer.observe(element);
    }
  }

  of(element) {
    return element?.closest?.(".paragraph")?.paragraph ?? null;
  }

  // Its words are here and on the page. False where it has gone meanwhile.
  async show(paragraph) {
    await this.#transcript.need([paragraph]);
    if (!paragraph.element?.isConnected || !paragraph.words) return false;
    this.draw(paragraph);
    return true;
  }

  // Bring a paragraph into view, its neighbours too, so that it does not move when they come.
  async goTo(place) {
    const { paragraphs } = this.#transcript;
    const around = paragraphs.slice(Math.max(0, place - 8), place + 12);
    await this.#transcript.need(around);
    for (const paragraph of around) this.draw(paragraph);
    return paragraphs[place];
  }

  // Anew, for what has changed.
  draw(paragraph, again = false) {
    const { element } = paragraph;
    if (!paragraph.words || paragraph.isHeld || (element.isFilled && !again)) return;
    fill(element, paragraph, this.#tools(paragraph));
    element.isFilled = true;
    element.style.height = "";
  }

  // It has been saved: under its new name, with its times.
  renamed(paragraph) {
    this.#name(paragraph);
    this.draw(paragraph, true);
  }

  // The same list in another order, with some gone and some come.
  reorder(paragraphs) {
    for (const paragraph of paragraphs) if (!paragraph.element) this.#adopt(paragraph);
    // First what goes: nothing else must be moved for it, or what one writes in would lose the focus.
    const staying = new Set(paragraphs.map(({ element }) => element));
    for (const element of [...this.#box.children]) if (!staying.has(element)) this.#remove(element);
    let next = this.#box.firstElementChild;
    for (const paragraph of paragraphs) {
      if (paragraph.element === next) {
        next = next.nextElementSibling;
        continue;
      }
      this.#box.insertBefore(paragraph.element, next);
      this.#observer.observe(paragraph.element);
    }
  }

  #name({ id, element }) {
    element.id = id ? `p${id}` : "";
    element.dataset.id = id ?? "";
  }

  #adopt(paragraph, written) {
    const element = written ?? document.createElement("div");
    element.className = "paragraph";
    element.paragraph = paragraph;
    paragraph.element = element;
    this.#name(paragraph);
    if (!written && !paragraph.words) this.#empty(paragraph);
    if (paragraph.words) this.draw(paragraph);
  }

  #remove(element) {
    this.#observer.unobserve(element);
    this.#near.delete(element.paragraph);
    element.remove();
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      const { paragraph } = target;
      if (isIntersecting) this.#near.add(paragraph);
      else if (this.#near.delete(paragraph)) this.#leave(paragraph);
    }
    this.#askSoon();
  }

  // A paragraph with a selection, the focus or something being written in it stays.
  #leave(paragraph) {
    const { element } = paragraph;
    const isUsed = paragraph.isHeld || element.contains(document.activeElement) || element.contains(getSelection().anchorNode);
    if (!element.isFilled || isUsed) return;
    const height = element.offsetHeight;
    element.replaceChildren();
    element.isFilled = false;
    element.style.height = `${height}px`;
  }

  // All that came into sight in one turn is asked for at once.
  #askSoon() {
    if (this.#wanted) return;
    this.#wanted = true;
    requestAnimationFrame(() => {
      this.#wanted = false;
      this.#ask([...this.#near]);
    });
  }

  async #ask(wanted) {
    try {
      await this.#transcript.need(wanted);
    } catch {
      setTimeout(() => this.#askSoon(), 3000);
      return;
    }
    for (const paragraph of wanted) if (this.#near.has(paragraph)) this.draw(paragraph);
  }

  #empty(paragraph) {
    const lines = Math.ceil((paragraph.length * LETTERS) / this.#letters) || 1;
    paragraph.element.style.height = `${lines * LINE + BETWEEN}px`;
  }

  // How many letters a line has here, by what the server has written.
  #measure() {
    const line = this.#box.querySelector("p");
    if (line) this.#letters = Math.max(20, Math.floor(line.clientWidth / 10.2));
  }
}

// What one copies: the words alone.
export function wholeText(paragraphs) {
  return paragraphs.map(({ words }) => textOf(words)).join("\n\n");
}
