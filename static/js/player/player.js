// The player of a recording: the browser's own audio or video element with our controls (templates/parts/player.html).
//
// Others say `player.seek(seconds)`, `play()`, `pause()`, `speed = 1.5`, and listen: "time" comes with every picture while
// it plays and whenever the place changes, "playing" when it begins and "paused" when it rests.

import { clock } from "./clock.js";
import { Scrubber } from "./scrubber.js";

const SKIP = 10; // seconds
const COLUMNS = 1200; // more than there are bars on the widest page
const SPEED = "player.speed";
const LOST = MediaError.MEDIA_ERR_NETWORK;

// A browser may forbid us to keep anything.
function remembered() {
  try {
    return Number(localStorage.getItem(SPEED)) || 1;
  } catch {
    return 1;
  }
}

function remember(speed) {
  try {
    localStorage.setItem(SPEED, speed);
  } catch {
    // Then it is the same again next time.
  }
}

// Under another name: by the same one the browser would find again where it was sent to before.
function anew(address) {
  const url = new URL(address);
  url.searchParams.set("since", Date.now());
  return url.href;
}

export class Player extends EventTarget {
  #frame;
  #media;
  #scrubber;
  #life = new AbortController();
  #since = Date.now(); // when the element was given its address

  // `frame` holds the element and the controls; without an element, nothing plays yet.
  constructor(frame) {
    super();
    this.#frame = frame;
    this.#media = frame.querySelector("audio, video");
    const { signal } = this.#life;
    if (!this.#media) return;
    this.#media.controls = false;
    this.#scrubber = new Scrubber(frame.querySelector("[role=slider]"), this, signal);
    this.#listen(signal);
    this.#offer();
    this.speed = remembered();
    if (this.#media.error) this.#failed();
    this.#moved();
    this.drawWaveform();
  }

  // Nothing of it is heard or listens any more; another player may take the frame's place.
  close() {
    this.#life.abort();
    this.#media?.pause();
  }

  get time() {
    return this.#media?.currentTime ?? 0;
  }

  // What is recorded live tells its length only at its end; the server knows it.
  get duration() {
    const told = this.#media?.duration;
    return Number.isFinite(told) && told > 0 ? told : Number(this.#frame.dataset.duration);
  }

  get isPlaying() {
    return Boolean(this.#media) && !this.#media.paused && !this.#media.ended;
  }

  get speed() {
    return this.#media.playbackRate;
  }

  set speed(speed) {
    const choice = this.#part("[data-speed]");
    choice.value = String(speed);
    if (!choice.value) choice.value = "1";
    this.#media.playbackRate = this.#media.defaultPlaybackRate = Number(choice.value);
  }

  seek(seconds) {
    if (!this.#media) return;
    if (this.#isStale) this.#tryAgain();
    this.#media.currentTime = Math.min(Math.max(0, seconds), this.duration);
    this.#moved();
  }

  async play() {
    if (this.#media?.error || this.#isStale) this.#tryAgain();
    try {
      await this.#media?.play();
    } catch {
      // Forbidden by the browser until a person clicks, or told by the error event.
    }
  }

  pause() {
    this.#media?.pause();
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  // As soon as the frame says where there is one; until then the line is flat.
  async drawWaveform() {
    const { peaks } = this.#frame.dataset;
    if (!peaks || !this.#scrubber) return;
    const answer = await fetch(`${peaks}?columns=${COLUMNS}`).catch(() => null);
    if (!answer?.ok) return;
    this.#scrubber.show((await answer.json()).peaks);
    this.#frame.dataset.drawn = "";
  }

  #part(selector) {
    return this.#frame.querySelector(selector);
  }

  #listen(signal) {
    const on = (target, name, act) => target.addEventListener(name, act, { signal });
    for (const name of ["timeupdate", "seeking", "seeked", "durationchange", "progress", "loadedmetadata"]) {
      on(this.#media, name, () => this.#moved());
    }
    on(this.#media, "play", () => this.#began());
    for (const name of ["pause", "ended"]) on(this.#media, name, () => this.#rested());
    on(this.#media, "error", () => this.#failed());
    on(this.#frame, "click", (event) => this.#asked(event));
    on(this.#part("[data-speed]"), "change", (event) => {
      this.speed = Number(event.target.value);
      remember(this.speed);
    });
    on(document, "fullscreenchange", () => this.#tellOfScreen());
  }

  // Keys on a keyboard, a headset or a locked screen.
  #offer() {
    const session = navigator.mediaSession;
    if (!session) return;
    session.metadata = new MediaMetadata({ title: this.#frame.dataset.title });
    session.setActionHandler("seekbackward", () => this.seek(this.time - SKIP));
    session.setActionHandler("seekforward", () => this.seek(this.time + SKIP));
  }

  #asked(event) {
    const wish = event.target.closest("[data-do]")?.dataset.do;
    if (wish === "toggle") this.toggle();
    if (wish === "back") this.seek(this.time - SKIP);
    if (wish === "forward") this.seek(this.time + SKIP);
    if (wish === "fill") this.#fillScreen();
  }

  // All of the frame: the picture takes our controls along, and the subtitles that stand on it.
  #fillScreen() {
    if (this.#fillsScreen) document.exitFullscreen();
    else if (this.#frame.requestFullscreen) this.#frame.requestFullscreen().catch(() => {});
    else this.#media.webkitEnterFullscreen?.(); // on telephones by Apple: the picture alone, with their controls
  }

  get #fillsScreen() {
    return document.fullscreenElement === this.#frame;
  }

  #tellOfScreen() {
    const now = this.#fillsScreen ? "whole" : "part";
    for (const words of this.#frame.querySelectorAll("[data-screen]")) words.hidden = words.dataset.screen !== now;
  }

  #began() {
    for (const words of this.#frame.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== "playing";
    this.dispatchEvent(new Event("playing"));
    this.#run();
  }

  #rested() {
    for (const words of this.#frame.querySelectorAll("[data-when]")) words.hidden = words.dataset.when === "playing";
    this.#moved();
    this.dispatchEvent(new Event("paused"));
  }

  // With every picture: `timeupdate` alone comes four times a second.
  #run() {
    if (!this.isPlaying || this.#life.signal.aborted) return;
    this.#moved();
    requestAnimationFrame(() => this.#run());
  }

  #moved() {
    const { buffered } = this.#media;
    const fetched = Array.from({ length: buffered.length }, (_none, place) => [buffered.start(place), buffered.end(place)]);
    this.#scrubber.at(this.time, fetched);
    this.#write("[data-now]", clock(this.time));
    this.#write("[data-length]", clock(this.duration));
    this.dispatchEvent(new Event("time"));
  }

  #write(selector, text) {
    const place = this.#part(selector);
    if (place.textContent !== text) place.textContent = text;
  }

  #failed() {
    const kind = this.#media.error?.code === LOST ? "lost" : "refused";
    for (const words of this.#frame.querySelectorAll("[data-trouble]")) words.hidden = words.dataset.trouble !== kind;
  }

  // Where a bucket serves, the address that the browser was sent to is good for so many seconds. It keeps to it all the
  // same: what it seeks afterwards never comes, and no event says so.
  get #isStale() {
    const { goodFor } = this.#frame.dataset;
    return Boolean(this.#media && goodFor) && Date.now() - this.#since > Number(goodFor) * 1000;
  }

  #tryAgain() {
    const { currentTime: time, playbackRate: speed } = this.#media;
    const wasPlaying = this.isPlaying;
    if (this.#isStale) this.#media.src = anew(this.#media.src);
    this.#since = Date.now();
    for (const words of this.#frame.querySelectorAll("[data-trouble]")) words.hidden = true;
    this.#media.load();
    this.#media.currentTime = time;
    this.speed = speed;
    if (wasPlaying) this.#media.play().catch(() => {});
  }
}
