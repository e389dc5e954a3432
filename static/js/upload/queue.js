// All files of this visit, at most three of them on their way at once, and what they come to together.
//
// Hundreds of files must not slow the page: everything is counted as it changes, nothing is looked for.

import { Item, UNDER_WAY } from "./item.js";
import { Pace } from "./patience.js";

const AT_ONCE = 3;
// How often the figures are written anew at most, in milliseconds.
const BREATH = 200;
const BUSY = ["sending", "stuck", "signed-out", "checking"];
const ARRIVED = ["done", "choose", "known"];
const LOST = ["refused", "failed"];

export class Queue {
  // `onChange` is called soon after something has changed, at most five times a second.
  constructor(list, onChange) {
    this.list = list;
    this.onChange = onChange;
    this.items = new Map();
    this.line = [];
    this.counts = {};
    this.weighed = new Set();
    this.bytes = { total: 0, sent: 0 };
    this.pace = new Pace(20000);
  }

  // --- what stands in it -------------------------------------------------------------------------

  // Returns undefined for what stands in the queue already.
  add(cargo) {
    if (this.items.has(cargo.key)) return undefined;
    const item = new Item(cargo, this);
    this.items.set(cargo.key, item);
    this.list.append(item.row.element);
    return item;
  }

  count(...states) {
    return states.reduce((sum, state) => sum + (this.counts[state] ?? 0), 0);
  }

  get length() {
    return this.items.size;
  }

  get isUnderWay() {
    return this.count(...UNDER_WAY) > 0;
  }

  // Of what was started: {arrived, lost, all, sent, total, seconds}.
  get figures() {
    const [arrived, lost] = [this.count(...ARRIVED), this.count(...LOST)];
    const all = arrived + lost + this.count(...UNDER_WAY, "paused");
    const { sent, total } = this.bytes;
    return { arrived, lost, all, sent, total, seconds: this.pace.secondsFor(total - sent) };
  }

  // --- going on ----------------------------------------------------------------------------------

  startAll(wishes) {
    for (const item of this.items.values()) {
      if (item.state === "ready") this.start(item, wishes);
    }
  }

  start(item, wishes = item.wishes) {
    item.wishes = wishes;
    item.wait();
    // What is being recorded should not wait for hundreds of files.
    if (item.cargo.isOnlyCopy) this.line.unshift(item);
    else this.line.push(item);
    this.goOn();
  }

  pauseAll() {
    // Those in the line first, or each that stops would let the next one begin.
    for (const item of this.line.splice(0)) if (item.state === "waiting") item.pause();
    for (const item of this.items.values()) {
      if (["sending", "stuck", "signed-out"].includes(item.state)) item.pause();
    }
  }

  resumeAll() {
    for (const item of this.items.values()) if (item.state === "paused") this.start(item);
  }

  goOn() {
    while (this.count(...BUSY) < AT_ONCE && this.line.length) {
      const next = this.line.shift();
      // It may have been removed or paused while it waited, and it may stand here twice.
      if (next.state === "waiting") next.run();
    }
  }

  // --- told by the items -------------------------------------------------------------------------

  moved(item, from, to) {
    this.counts[from] = (this.counts[from] ?? 0) - 1;
    this.counts[to] = (this.counts[to] ?? 0) + 1;
    if (to === "waiting" && !this.weighed.has(item)) this.weigh(item, 1);
    if ([...LOST, "removed"].includes(to) && this.weighed.has(item)) this.weigh(item, -1);
    if (to === "removed") this.items.delete(item.cargo.key);
    if (!BUSY.includes(to)) queueMicrotask(() => this.goOn());
    this.changed();
  }

  // What was started counts; what will not arrive does not count any more.
  weigh(item, sign) {
    this.bytes.total += sign * (item.cargo.size ?? item.sent);
    this.bytes.sent += sign * item.sent;
    if (sign > 0) this.weighed.add(item);
    else this.weighed.delete(item);
  }

  // `longer`: by how much a tape has grown thereby.
  sent(more, longer) {
    this.bytes.sent += more;
    this.bytes.total += longer;
    this.pace.mark(this.bytes.sent);
    this.changed();
  }

  changed() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.onChange();
    }, BREATH);
  }
}
