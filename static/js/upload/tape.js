// What the microphone has heard so far: it grows while it is being sent, and ends once.

import { hold } from "./holding.js";
import * as vault from "./vault.js";

// While it grows, what has come in so many milliseconds goes out together.
const TOGETHER = 4000;

export class Tape {
  // `meta` as the vault keeps it: {id, name, began, type, url?}.
  constructor(meta) {
    this.meta = meta;
    this.name = meta.name;
    this.key = meta.id;
    this.folder = "";
    // Until the last byte nobody knows it: the upload begins without.
    this.size = null;
    this.parts = [];
    this.length = 0;
    this.seconds = 0;
    this.isLive = true;
    this.waiting = new Set();
    this.sentAt = 0;
    this.isOnlyCopy = true;
    // While this tab has it, it is nobody else's to send.
    this.release = hold(meta.id);
  }

  get known() {
    return this.length;
  }

  get metadata() {
    return { filename: this.name };
  }

  add(part, seconds) {
    this.parts.push({ at: this.length, part });
    this.length += part.size;
    this.seconds = seconds;
    this.wake();
  }

  end() {
    this.isLive = false;
    this.wake();
  }

  get blob() {
    return new Blob(this.parts.map(({ part }) => part), { type: this.meta.type });
  }

  // Hours are tens of thousands of parts; what is asked for are mostly the last few.
  stretch(start, end) {
    const first = Math.max(0, this.parts.findLastIndex(({ at }) => at <= start));
    const next = this.parts.findIndex(({ at }, place) => place >= first && at >= end);
    const some = this.parts.slice(first, next < 0 ? undefined : next);
    const offset = some[0]?.at ?? 0;
    return new Blob(some.map(({ part }) => part)).slice(start - offset, end - offset);
  }

  // The next visit goes on at the same address.
  addressed(url) {
    if (this.meta.url === url) return;
    this.meta.url = url;
    vault.keep(this.meta).catch(() => {});
  }

  forget() {
    this.release();
    vault.forget(this.meta.id).catch(() => {});
  }

  async isReadable() {
    return true;
  }

  // Resolves when there is something to send from `start` on, or the end has been reached.
  async slice(start, end, signal) {
    while (this.isLive && (this.length <= start || performance.now() - this.sentAt < TOGETHER)) {
      await this.more(signal);
      if (signal.aborted) return { value: null, done: false };
    }
    this.sentAt = performance.now();
    const value = this.stretch(start, end);
    return { value: value.size ? value : null, done: !this.isLive && end >= this.length };
  }

  more(signal) {
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      signal.addEventListener("abort", resolve, { once: true });
    });
  }

  wake() {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
