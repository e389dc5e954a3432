// Correcting: the editor, what saves, who else is there, and what happens where two have written the same.

import { player } from "../player/current.js";
import { Bar } from "./bar.js";
import { askWhich } from "./clash.js";
import { Company, offerSpeakers } from "./company.js";
import { Desk } from "./desk.js";
import { Drafts } from "./drafts.js";
import { caretAt, Editor } from "./editor.js";
import { offerLeft, revived } from "./left.js";
import { sync } from "./sync.js";
import { startOf, textOf } from "./transcript.js";

export class Correct {
  #transcript;
  #sheet;
  #light;
  #box;

  constructor(box, transcript, sheet, light) {
    this.#box = box;
    this.#transcript = transcript;
    this.#sheet = sheet;
    this.#light = light;
    const { change, standing, present, speakers, me } = box.dataset;
    this.drafts = new Drafts(me, box.dataset.words);
    this.desk = new Desk(transcript, change, this.drafts);
    this.editor = new Editor(transcript, sheet, this.desk);
    this.company = new Company(present, transcript, () => this.#sync());
    new Bar(this.desk, document.getElementById("saving"));
    this.desk.addEventListener("clash", ({ detail }) => this.#clashed(detail));
    this.desk.addEventListener("saved", ({ detail }) => this.#saved(detail));
    document.addEventListener("editing", ({ detail }) => detail && offerSpeakers(speakers));
    box.addEventListener("click", (event) => this.#clicked(event));
    box.addEventListener("dblclick", (event) => this.#opened(event));
    offerLeft(this.drafts, standing, (stretch) => this.#take(stretch));
  }

  // The paragraph that has the focus, else the one that is heard, else the first that one sees.
  edit() {
    const focused = this.#sheet.of(document.activeElement);
    const paragraph = focused ?? this.#light.paragraph ?? this.#transcript.paragraphs[0];
    const isHeard = paragraph === this.#light.paragraph && paragraph.words;
    this.editor.open(paragraph, isHeard ? caretAt(paragraph.words, player().time) : 0);
  }

  #clicked(event) {
    const button = event.target.closest("[data-edit]");
    if (button) this.editor.open(this.#sheet.of(button), 0);
  }

  // On a word: there.
  #opened(event) {
    const paragraph = this.#sheet.of(event.target);
    const word = event.target.closest(".paragraph > p > span");
    if (!paragraph?.words || paragraph.isHeld || event.target.closest("a, button, form")) return;
    getSelection().removeAllRanges();
    const words = word ? paragraph.words.slice(0, word.place) : paragraph.words;
    this.editor.open(paragraph, words.reduce((sum, [text]) => sum + text.length + 1, 0) - (word ? 0 : 1));
  }

  async #sync(wish) {
    if (await sync(this.#transcript, this.#sheet, this.desk, wish)) this.#light.again();
  }

  #saved({ others }) {
    this.#light.again();
    if (others) this.#sync().catch(() => {});
  }

  async #clashed({ stretch, revision, author, paragraphs }) {
    const mine = stretch.paragraphs.map(({ words }) => textOf(words)).filter(Boolean);
    const choice = await askWhich({ author, mine, theirs: paragraphs });
    if (choice === "theirs") {
      if (stretch.paragraphs.includes(this.editor.paragraph)) this.editor.close();
      this.desk.drop(stretch);
    } else {
      if (choice === "both") this.#putBefore(stretch, paragraphs);
      await this.desk.resolve(stretch, revision, paragraphs.map(({ id }) => id));
    }
    await this.#sync({ again: true });
  }

  // Theirs, then mine.
  #putBefore(stretch, theirs) {
    const kept = theirs.map(({ speaker, words }) => ({
      id: null, start: startOf(words[0]), speaker, words, length: words.length, stretch,
    }));
    const first = stretch.paragraphs[0];
    stretch.paragraphs.unshift(...kept);
    const at = this.#transcript.paragraphs.indexOf(first);
    if (at < 0) return;
    this.#transcript.paragraphs.splice(at, 0, ...kept);
    this.#transcript.changed();
    this.#sheet.reorder(this.#transcript.paragraphs);
  }

  // Words of an earlier visit, in their place again, or on their way to find out what stands there.
  #take(kept) {
    const { stretch, there, at } = revived(kept, this.#transcript);
    if (there) {
      this.#transcript.paragraphs.splice(at, there.length, ...stretch.paragraphs);
      this.#transcript.changed();
      this.#sheet.reorder(this.#transcript.paragraphs);
      stretch.base = this.#transcript.revision;
    }
    this.desk.touch(stretch);
    this.desk.flush();
  }
}
