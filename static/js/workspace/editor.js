// One paragraph being written: a plain text box in its place, so that nothing but text comes in, and keyboards and input
// methods of every script work as they do elsewhere.

import { wordAt, wordsOf, textOf } from "./transcript.js";

export class Editor {
  #transcript;
  #sheet;
  #desk;
  #form = null;
  #isPressed = false;
  paragraph = null;

  constructor(transcript, sheet, desk) {
    this.#transcript = transcript;
    this.#sheet = sheet;
    this.#desk = desk;
    desk.addEventListener("saved", ({ detail }) => this.#saved(detail.stretch));
    addEventListener("pointerdown", () => (this.#isPressed = true), true);
    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => (this.#isPressed = false), true);
  }

  get isOpen() {
    return this.paragraph !== null;
  }

  // `caret`: before which letter; null for the end.
  async open(paragraph, caret = null) {
    if (this.paragraph === paragraph) return this.#text.focus();
    if (!(await this.#sheet.show(paragraph))) return;
    this.close();
    this.paragraph = paragraph;
    paragraph.isHeld = true;
    this.#form = this.#made(paragraph);
    paragraph.element.replaceChildren(this.#form);
    paragraph.element.style.height = "";
    this.#grow();
    const at = caret ?? this.#text.value.length;
    this.#text.focus({ preventScroll: caret !== null });
    this.#text.setSelectionRange(at, at);
    document.dispatchEvent(new CustomEvent("editing", { detail: paragraph }));
  }

  // What was written stays, and is sent.
  close() {
    const { paragraph } = this;
    if (!paragraph) return;
    this.paragraph = null;
    this.#form = null;
    paragraph.isHeld = false;
    this.#sheet.draw(paragraph, true);
    this.#desk.flush();
    document.dispatchEvent(new CustomEvent("editing", { detail: null }));
  }

  get #text() {
    return this.#form.querySelector("textarea");
  }

  #made(paragraph) {
    const form = document.getElementById("editor").content.firstElementChild.cloneNode(true);
    const [speaker, text] = [form.querySelector("input"), form.querySelector("textarea")];
    speaker.value = paragraph.speaker;
    text.value = textOf(paragraph.words);
    text.addEventListener("input", () => this.#written());
    speaker.addEventListener("input", () => this.#written());
    text.addEventListener("keydown", (event) => this.#key(event));
    speaker.addEventListener("keydown", (event) => this.#speakerKey(event));
    form.addEventListener("focusout", ({ relatedTarget }) => this.#left(form, relatedTarget));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("button").addEventListener("click", () => this.#leave());
    return form;
  }

  // Another window in front takes the focus, too; then one goes on here afterwards. Whoever presses something elsewhere must
  // find it where it was: what lies below moves up only when they have let go.
  #left(form, to) {
    if (form !== this.#form) return;
    if (!to || form.contains(to)) this.#desk.flush();
    else if (this.#isPressed) this.#onceLetGo(() => form === this.#form && !form.contains(document.activeElement) && this.close());
    else this.close();
  }

  #onceLetGo(act) {
    addEventListener("pointerup", () => setTimeout(act), { once: true });
  }

  #written() {
    const { paragraph } = this;
    const stretch = this.#desk.stretchOf(paragraph);
    paragraph.words = wordsOf(this.#text.value);
    paragraph.speaker = this.#form.querySelector("input").value.trim();
    this.#grow();
    this.#desk.touch(stretch);
  }

  #grow() {
    const text = this.#text;
    text.style.height = "0";
    text.style.height = `${text.scrollHeight + 2}px`;
  }

  #speakerKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.#leave();
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.#text.focus();
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { selectionStart: from, selectionEnd: to, value } = this.#text;
    if (event.key === "Escape") this.#leave();
    else if (event.key === "Enter") this.#split(event, value.slice(0, from), value.slice(to));
    else if (event.key === "Backspace" && from === 0 && to === 0) this.#join(event, -1);
    else if (event.key === "Delete" && from === value.length) this.#join(event, 1);
    else if (event.key === "ArrowUp" && to === 0) this.#move(event, -1);
    else if (event.key === "ArrowDown" && from === value.length) this.#move(event, 1);
  }

  #leave() {
    const { element } = this.paragraph;
    this.close();
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  #neighbour(step) {
    return this.#transcript.paragraphs[this.#transcript.paragraphs.indexOf(this.paragraph) + step];
  }

  #move(event, step) {
    const other = this.#neighbour(step);
    if (!other) return;
    event.preventDefault();
    this.open(other, step < 0 ? null : 0);
  }

  #split(event, before, after) {
    event.preventDefault();
    if (!before.trim()) return;
    const { paragraph } = this;
    const [first, second] = [wordsOf(before), wordsOf(after)];
    const stretch = this.#desk.stretchOf(paragraph);
    // At the end it begins a paragraph that has no words yet: nothing is sent before it has some, or was left.
    const next = { id: null, start: null, since: paragraph.since, length: second.length, words: second, speaker: paragraph.speaker, stretch, isHeld: !second.length };
    paragraph.words = first;
    this.#insert(paragraph, next, stretch);
    this.#desk.touch(stretch);
    this.open(next, 0);
  }

  #insert(paragraph, next, stretch) {
    stretch.paragraphs.splice(stretch.paragraphs.indexOf(paragraph) + 1, 0, next);
    const { paragraphs } = this.#transcript;
    paragraphs.splice(paragraphs.indexOf(paragraph) + 1, 0, next);
    this.#transcript.changed();
    this.#sheet.replace([paragraph], [paragraph, next]);
  }

  // With the one before, or behind.
  async #join(event, step) {
    const [one, other] = step < 0 ? [this.#neighbour(-1), this.paragraph] : [this.paragraph, this.#neighbour(1)];
    if (!one || !other) return;
    event.preventDefault();
    const text = this.#text;
    const before = text.value;
    if (!(await this.#bothHere(one, other)) || text.value !== before || this.paragraph !== (step < 0 ? other : one)) return;
    this.#desk.merge(one, other);
    const caret = textOf(one.words).length + 1;
    one.words = [...one.words, ...other.words];
    this.#take(one, other);
    this.#desk.touch(one.stretch);
    await this.open(one, caret);
  }

  async #bothHere(one, other) {
    try {
      await this.#transcript.need([one, other]);
      await this.#desk.settled();
      return true;
    } catch {
      return false;
    }
  }

  #take(one, other) {
    const { stretch } = one;
    stretch.paragraphs.splice(stretch.paragraphs.indexOf(other), 1);
    this.#transcript.paragraphs.splice(this.#transcript.paragraphs.indexOf(other), 1);
    this.#transcript.changed();
    this.paragraph.isHeld = false;
    this.paragraph = null;
    this.#form = null;
    this.#sheet.replace([one, other], [one]);
  }

  // Of what was sent only those stay that have words.
  #saved(stretch) {
    for (const paragraph of stretch.gone ?? []) this.#vanish(paragraph);
    this.#transcript.changed();
    for (const paragraph of stretch.paragraphs) if (!paragraph.stretch) this.#sheet.renamed(paragraph);
  }

  #vanish(paragraph) {
    if (paragraph === this.paragraph) return;
    const place = this.#transcript.paragraphs.indexOf(paragraph);
    if (place < 0) return;
    this.#transcript.paragraphs.splice(place, 1);
    this.#sheet.replace([paragraph], []);
  }
}

// Before which letter of the whole text the word at a moment begins: where somebody wants to write who has just heard it.
export function caretAt(words, moment) {
  const place = Math.max(0, wordAt(words, moment));
  return words.slice(0, place).reduce((sum, [text]) => sum + text.length + 1, 0);
}
