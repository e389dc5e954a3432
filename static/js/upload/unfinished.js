// What was interrupted at an earlier visit: uploads whose file has to be chosen again, and recordings in the vault.

import { Rest } from "./cargo.js";
import { held } from "./holding.js";
import { Tape } from "./tape.js";
import { discard, lookUp, unfinished } from "./transport.js";
import * as vault from "./vault.js";
import { bytes, clock, day, fill, moment, say } from "./words.js";

const section = document.getElementById("unfinished");
const list = section.querySelector("ol");
const drawing = document.getElementById("interrupted").content;
const MANY = 3;
const owner = section.dataset.owner;

// The same as FileCargo.key, told by the server.
function keyOf({ filename, length, metadata }) {
  return [filename, metadata.folder ?? "", length, metadata.modified].join("\n");
}

// What a program of the same person's brings is its own affair; and of what has no byte yet nothing is lost.
function isOurs({ state, offset, metadata }) {
  return state === "receiving" && offset > 0 && Boolean(metadata.ask_track);
}

// Another computer may be recording just now: its end is not ours to say.
async function isAlone(one) {
  const { offset } = await lookUp(one.url).catch(() => one);
  if (offset === one.offset) return true;
  one.offset = offset;
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: say.elsewhere, level: "warning" } }));
  return false;
}

function shown() {
  const count = list.children.length;
  section.hidden = !count;
  section.classList.toggle("unfinished-many", count > MANY);
  section.querySelector("[data-count]").textContent = count > MANY ? `(${count})` : "";
}

async function tapeOf(meta) {
  const tape = new Tape(meta);
  for await (const { bytes: part, seconds } of vault.parts(meta.id)) tape.add(new Blob([part]), seconds);
  tape.end();
  return tape;
}

class Interrupted {
  constructor(name, detail, buttons) {
    this.element = drawing.firstElementChild.cloneNode(true);
    this.element.querySelector("[data-name]").textContent = name;
    this.element.querySelector("[data-detail]").textContent = detail;
    for (const button of this.element.querySelectorAll("button[data-do]")) {
      const act = buttons[button.dataset.do];
      button.hidden = !act;
      button.addEventListener("click", () => act?.());
    }
    list.append(this.element);
  }

  remove() {
    this.element.remove();
    shown();
  }
}

export class Unfinished {
  // `send(cargo, url)` puts it into the queue; `choose()` opens the browser's own dialogue.
  constructor({ send, choose }) {
    this.send = send;
    this.choose = choose;
    this.waiting = new Map();
    section.querySelector("[data-discard-all]").addEventListener("click", () => this.discardAll());
  }

  async look() {
    const tapes = await vault.abandoned(owner).catch(() => []);
    for (const meta of tapes) await this.offerTape(meta).catch(() => {});
    const [all, busy] = [await unfinished().catch(() => []), await held()];
    const kept = new Set(tapes.map((meta) => meta.url));
    for (const one of all) if (isOurs(one) && !busy.has(one.url) && !kept.has(one.url)) this.offer(one);
    shown();
  }

  // The address at which the same file goes on, if it was interrupted; it is not offered any longer.
  claim(cargo) {
    const found = this.waiting.get(cargo.key);
    if (!found) return "";
    this.waiting.delete(cargo.key);
    found.row.remove();
    return found.one.url;
  }

  offer(one) {
    if (one.length === null) return this.offerRest(one);
    const detail = fill(say.arrivedSoFar, { sent: bytes(one.offset), total: bytes(one.length), day: day(one.expires_at) });
    const row = new Interrupted(one.filename, detail, {
      choose: this.choose,
      discard: () => this.giveUp(one, row),
    });
    return this.waiting.set(keyOf(one), { row, one });
  }

  // Those whose files are there still, at their owner's; of a recording there may be no other copy.
  discardAll() {
    if (!confirm(fill(say.sureOfAll, { n: this.waiting.size }))) return;
    for (const { row, one } of this.waiting.values()) this.giveUp(one, row);
  }

  giveUp(one, row) {
    this.waiting.delete(keyOf(one));
    this.drop(row, () => discard(one.url));
  }

  // A microphone's, on a machine or in a browser that is not this one: its end is where it stopped.
  offerRest(one) {
    const detail = fill(say.recordingSoFar, { sent: bytes(one.offset), day: day(one.expires_at) });
    const row = new Interrupted(one.filename, detail, {
      send: async () => {
        if (!(await isAlone(one))) return;
        row.remove();
        this.send(new Rest(one), one.url);
      },
      discard: async () => confirm(say.sure) && (await isAlone(one)) && this.giveUp(one, row),
    });
  }

  async offerTape(meta) {
    const seconds = await vault.lengthOf(meta.id);
    if (!seconds) return vault.forget(meta.id);
    const words = { when: moment(meta.began), length: clock(seconds) };
    const row = new Interrupted(fill(say.recordingOf, words), say.recordingKept, {
      send: async () => {
        row.remove();
        this.send(await tapeOf(meta), meta.url);
      },
      discard: () => confirm(say.sure) && this.drop(row, () => this.forget(meta)),
    });
    return row;
  }

  async forget({ id, url }) {
    await vault.forget(id);
    if (url) await discard(url);
  }

  // What cannot be said to the server now, it finds out by itself in some days.
  drop(row, act) {
    row.remove();
    act().catch(() => {});
  }
}
