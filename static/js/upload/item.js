// One file (or tape) on its way, from the moment it was chosen until it is in the library.
//
// ready → waiting → sending ⇄ stuck → checking → done, choose (which sound track?) or known (the team has it already).
// A person pauses it, or an ended session (signed-out); failed may be tried again; refused is final.

import { hold } from "./holding.js";
import { pause, Pace } from "./patience.js";
import { Row } from "./row.js";
import { freshToken, signedOut } from "./session.js";
import { carry, discard, Failure, lookUp, order } from "./transport.js";
import { metadataOf, orderOf } from "./wishes.js";
import { bytes, fill, left, say } from "./words.js";

export const UNDER_WAY = ["waiting", "sending", "stuck", "signed-out", "checking"];
// How often in a row the server may break before a person should decide.
const ENOUGH = { server: 12, gone: 3, csrf: 3 };

export class Item {
  // `queue` is told of each change: moved(item, from, to) and sent(bytes).
  constructor(cargo, queue) {
    this.cargo = cargo;
    this.queue = queue;
    this.url = "";
    this.sent = 0;
    this.wishes = {};
    this.state = "new";
    this.row = new Row(cargo.name, (button) => this.pressed(button));
    this.become("ready", this.size ? bytes(this.size) : "");
  }

  // In bytes; of a tape, and of what has lost its rest, as much as is known so far.
  get size() {
    return this.cargo.size ?? this.cargo.known;
  }

  become(state, detail) {
    const before = this.state;
    this.state = state;
    if (state !== "removed") this.row.show(state, detail, this.cargo.isLive ?? false);
    if (!UNDER_WAY.includes(state)) this.letGo();
    if (before !== state) this.queue.moved(this, before, state);
  }

  // Other tabs may offer to go on with it.
  letGo() {
    this.release?.();
    this.release = null;
  }

  pressed(button) {
    // What was heard once is not heard again: of a tape one is asked twice.
    if (button === "remove" && (!this.cargo.isOnlyCopy || confirm(say.sure))) this.remove();
    if (button === "pause") this.pause();
    if (button === "now") this.hurry.abort();
    if (button === "go-on" || button === "again") this.queue.start(this);
    if (button === "buy") this.buy();
  }

  wait(detail = say.waiting) {
    this.become("waiting", detail);
  }

  // Returns false: there is nothing more to try.
  refuse(sentence) {
    this.saveable();
    this.become("refused", sentence);
    return false;
  }

  // Nobody else has what was heard.
  saveable() {
    if (this.cargo.isOnlyCopy) this.row.save(this.cargo);
  }

  pause() {
    this.going?.abort();
    this.become("paused", this.sent ? fill(say.pausedAt, this.figures()) : say.paused);
  }

  remove() {
    const unwanted = this.state !== "known";
    this.going?.abort();
    this.become("removed", "");
    this.row.remove();
    this.cargo.forget?.();
    // What cannot be said now, the server finds out by itself in some days.
    if (unwanted && this.url) discard(this.url).catch(() => {});
  }

  // --- on the way --------------------------------------------------------------------------------

  async run() {
    this.going = new AbortController();
    const { signal } = this.going;
    this.setbacks = {};
    let more = true;
    while (more) {
      try {
        this.ended(await this.travel(signal));
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof Failure)) {
          this.gaveUp();
          throw error;
        }
        more = await this.recover(error, signal);
      }
    }
  }

  async travel(signal) {
    this.pace = new Pace();
    if (!this.isWhole) {
      // After a setback it is only when bytes flow that it goes on.
      if (this.state !== "stuck") this.become("sending", this.sent ? fill(say.sent, this.figures()) : say.begins);
      await carry(this.cargo, {
        url: this.url,
        metadata: metadataOf(this.cargo, this.wishes),
        onUrl: (url) => this.found(url),
        onProgress: (sent) => signal.aborted || this.moved(sent),
        onSafe: () => (this.setbacks = {}),
        signal,
      });
    }
    signal.throwIfAborted();
    this.isWhole = true;
    this.become("checking", say.checking);
    return this.outcome(signal);
  }

  // The server has given it an address, or knows the one that we had.
  found(url) {
    this.url = url;
    this.release ??= hold(url);
    this.cargo.addressed?.(url);
  }

  moved(sent) {
    this.sentUpTo(sent);
    this.pace.mark(sent);
    const grows = this.cargo.isLive;
    this.row.progress(grows ? null : Math.min(1, sent / this.size));
    const rest = grows ? Infinity : this.pace.secondsFor(this.size - sent);
    const words = fill(grows ? say.sentSoFar : say.sent, this.figures());
    this.become("sending", sent ? [words, left(rest)].filter(Boolean).join(", ") : say.begins);
  }

  sentUpTo(sent) {
    this.queue.sent(sent - this.sent, this.cargo.size === null ? sent - this.sent : 0);
    this.sent = sent;
  }

  figures() {
    return { sent: bytes(this.sent), total: bytes(this.size ?? 0) };
  }

  // The answer to the last byte may be lost, so that the outcome is always asked for.
  async outcome(signal) {
    for (let asked = 1; ; asked += 1) {
      const found = await lookUp(this.url, signal);
      if (!["receiving", "received"].includes(found.state)) return found;
      await pause(asked, { signal });
    }
  }

  // --- what may go wrong -------------------------------------------------------------------------

  // True when it is time to try again, false when it is over.
  async recover(error, signal) {
    const setbacks = (this.setbacks[error.code] ?? 0) + 1;
    this.setbacks[error.code] = setbacks;
    if (setbacks > (ENOUGH[error.code] ?? Infinity)) return this.gaveUp();
    if (error.code === "signed_out") return this.signInFirst(signal);
    if (error.code === "csrf") return freshToken().then(() => true);
    if (error.code === "gone") return this.beginAnew();
    // What was under way when the connection broke came in after we had asked how far it is: ask again.
    if (error.code === "behind" && setbacks === 1) return true;
    if (error.code === "network" && !(await this.cargo.isReadable())) return this.refuse(say.changed);
    if (!["network", "behind", "busy", "server"].includes(error.code)) return this.refuse(error.message || say.refused);
    return this.tryLater(error, signal);
  }

  gaveUp() {
    this.saveable();
    this.become("failed", say.failed);
    return false;
  }

  async signInFirst(signal) {
    this.become("signed-out", say.signed_out);
    await signedOut();
    return !signal.aborted;
  }

  // The server does not know it (any more): from the first byte.
  beginAnew() {
    this.url = "";
    this.isWhole = false;
    return true;
  }

  async tryLater({ code, wait }, signal) {
    const setbacks = this.setbacks[code];
    this.hurry = new AbortController();
    this.become("stuck", say[code]);
    await pause(setbacks, { least: wait, signal: AbortSignal.any([signal, this.hurry.signal]) });
    return !signal.aborted;
  }

  // --- what became of it -------------------------------------------------------------------------

  ended({ state, recording, existing, error, tracks }) {
    this.sentUpTo(this.size);
    if (state === "refused") return this.refuse(error.message);
    this.cargo.forget?.();
    // Somebody may have removed it for good meanwhile.
    if (!recording) return this.refuse(say.removed);
    if (state === "known" && existing) return this.offer(recording, existing);
    if (tracks?.length) return this.ask(recording);
    return this.arrived(recording);
  }

  arrived(recording) {
    this.row.link(recording);
    this.row.watch(recording.id);
    const size = recording.is_tried ? say.tried : bytes(this.sent);
    this.become("done", [size, recording.warning].filter(Boolean).join(". "));
  }

  offer({ title }, existing) {
    this.existing = existing;
    this.row.offer("use", { words: existing.use, href: existing.url });
    this.row.offer("buy", { words: existing.again });
    this.become("known", `${fill(say.known, { title })} ${existing.who_when}`);
  }

  // Nothing is bought before somebody has said which of several sound tracks is meant.
  ask(recording) {
    this.row.link(recording);
    this.row.offer("choose", { href: recording.url });
    this.become("choose", say.choose);
  }

  async buy() {
    this.become("checking", say.ordering);
    try {
      this.arrived(await order(this.existing.transcribe_url, orderOf(this.wishes)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === "signed_out") return signedOut().then(() => this.buy());
      this.become("known", error.message || say.notOrdered);
    }
    return undefined;
  }
}
