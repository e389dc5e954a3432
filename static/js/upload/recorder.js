// From a microphone onto a tape: each second goes into the vault first, and only then to the upload.

import { Tape } from "./tape.js";
import * as vault from "./vault.js";

// What is lost at most when the tab crashes, in milliseconds.
const PART = 1000;
const BITS_PER_SECOND = 64_000;
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

function typeHere() {
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
}

function ending(type) {
  return type.match(/^audio\/(\w+)/)?.[1].replace("mp4", "m4a") ?? "webm";
}

export class Recorder {
  // `meta`: {owner, name (without its ending), began}. `onTrouble("vault")`: the browser cannot keep the parts.
  constructor(stream, meta, { onEnd, onTrouble }) {
    this.recorder = new MediaRecorder(stream, { mimeType: typeHere(), audioBitsPerSecond: BITS_PER_SECOND });
    const type = this.recorder.mimeType || typeHere();
    this.tape = new Tape({ ...meta, id: crypto.randomUUID(), name: `${meta.name}.${ending(type)}`, type });
    this.onTrouble = onTrouble;
    this.isAsked = false;
    this.isUnwanted = false;
    this.number = 0;
    this.before = 0;
    this.since = null;
    this.kept = this.guard(() => vault.keep(this.tape.meta));
    this.recorder.addEventListener("dataavailable", ({ data }) => this.heard(data));
    // Also when the microphone is pulled out: what was heard is there.
    this.recorder.addEventListener("stop", () => this.kept.then(() => this.ended(onEnd)));
  }

  // Without time in which it was paused.
  get seconds() {
    return this.before + (this.since === null ? 0 : (performance.now() - this.since) / 1000);
  }

  get isPaused() {
    return this.recorder.state === "paused";
  }

  start() {
    this.recorder.start(PART);
    this.since = performance.now();
  }

  pause() {
    this.recorder.pause();
    this.before = this.seconds;
    this.since = null;
  }

  goOn() {
    this.recorder.resume();
    this.since = performance.now();
  }

  stop() {
    this.isAsked = true;
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }

  // Nobody wants it: nothing of it is kept.
  discard() {
    this.isUnwanted = true;
    this.stop();
  }

  heard(part) {
    if (!part.size || this.isUnwanted) return;
    const [number, seconds] = [this.number, this.seconds];
    this.number += 1;
    const keep = () => vault.keepPart(this.tape.meta.id, number, part, seconds);
    this.kept = this.kept.then(() => this.guard(keep)).then(() => this.tape.add(part, seconds));
  }

  // What cannot be kept is sent all the same.
  async guard(keep) {
    try {
      await keep();
    } catch {
      this.onTrouble("vault");
    }
  }

  ended(onEnd) {
    this.before = this.seconds;
    this.since = null;
    this.tape.end();
    if (this.isUnwanted) this.tape.forget();
    onEnd({ isAsked: this.isAsked });
  }
}
