// One phrase again and again: what is selected, else the sentence that is said just now.

import { heard, player } from "../player/current.js";
import { phraseAround } from "./light.js";
import { endOf, startOf } from "./transcript.js";

export class Loop {
  #sheet;
  #light;
  #button;
  #phrase = null;

  constructor(sheet, light, button) {
    this.#sheet = sheet;
    this.#light = light;
    this.#button = button;
    button.hidden = false;
    button.addEventListener("click", () => this.toggle());
    heard.addEventListener("time", () => this.#at(player().time));
  }

  toggle() {
    this.#phrase = this.#phrase ? null : (this.#selected() ?? this.#said());
    this.#button.setAttribute("aria-pressed", String(Boolean(this.#phrase)));
    if (!this.#phrase) return;
    player().seek(this.#phrase.from);
    player().play();
  }

  #at(moment) {
    if (!this.#phrase || !player().isPlaying) return;
    if (moment >= this.#phrase.until) player().seek(this.#phrase.from);
    else if (moment < this.#phrase.from - 1) this.toggle(); // one has gone elsewhere
  }

  #said() {
    const { paragraph, word } = this.#light;
    return paragraph?.words && word >= 0 ? phraseAround(paragraph.words, word) : null;
  }

  #selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const words = [range.startContainer, range.endContainer].map((node) => this.#word(node));
    const from = startOf(words[0]);
    const until = endOf(words[1]);
    return from !== null && until !== null && until > from ? { from, until } : null;
  }

  #word(node) {
    const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-heard]");
    return element ? this.#sheet.of(element)?.words?.[element.place] : undefined;
  }
}
