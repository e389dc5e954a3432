// A sound drawn on a canvas: how loud it is from moment to moment, what has been played, what is here already.

const BAR = 2; // CSS pixels, as all lengths here
const GAP = 1;
const FETCHED = 2; // the line under what is here already
const HIGHEST = 255;
// The loudest moment reaches the edge, but what is hardly to be heard is not drawn as if it were loud.
const LEAST_HIGHEST = HIGHEST / 4;
const COLOURS = ["rest", "played", "fetched", "mark", "ground"];
// What may give the colours other values.
const DRESSES = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "(prefers-contrast: more)"];

// `now`, `pointed` and the pairs in `fetched` are shares of the whole, 0 to 1; `pointed` is null where nobody points.
export class Waveform {
  #canvas;
  #pen;
  #colours = {};
  #loudness = [];
  #highest = HIGHEST;
  #shown = { now: 0, pointed: null, fetched: [] };
  #waiting = false;

  constructor(canvas, signal) {
    this.#canvas = canvas;
    this.#pen = canvas.getContext("2d");
    const fit = new ResizeObserver(() => this.#fit());
    fit.observe(canvas);
    signal.addEventListener("abort", () => fit.disconnect());
    for (const dress of DRESSES) matchMedia(dress).addEventListener("change", () => this.#dress(), { signal });
    this.#followScreen(signal);
    this.#dress();
  }

  // Numbers from 0 to 255 that share the time evenly; as many as there are.
  show(loudness) {
    this.#loudness = loudness;
    this.#highest = loudness.reduce((one, other) => Math.max(one, other), LEAST_HIGHEST);
    this.#drawSoon();
  }

  at(shown) {
    Object.assign(this.#shown, shown);
    this.#drawSoon();
  }

  // Another screen has other pixels, though nothing on the page changes its size.
  #followScreen(signal) {
    const screen = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const moved = () => {
      this.#fit();
      this.#followScreen(signal);
    };
    screen.addEventListener("change", moved, { once: true, signal });
  }

  #dress() {
    const style = getComputedStyle(this.#canvas);
    for (const name of COLOURS) this.#colours[name] = style.getPropertyValue(`--wave-${name}`).trim();
    this.#drawSoon();
  }

  #fit() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.width = Math.round(width * devicePixelRatio);
    this.#canvas.height = Math.round(height * devicePixelRatio);
    // A canvas that has just been measured is empty: it must not be seen so.
    this.#draw();
  }

  #drawSoon() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
    });
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.#pen.clearRect(0, 0, width, height);
    this.#drawFetched(width, height);
    this.#drawBars(width, height - 2 * FETCHED);
    this.#drawMark(this.#shown.now * width, height, "played");
    if (this.#shown.pointed !== null) this.#drawMark(this.#shown.pointed * width, height, "mark");
  }

  #drawFetched(width, height) {
    this.#pen.fillStyle = this.#colours.ground;
    this.#pen.fillRect(0, height - FETCHED, width, FETCHED);
    this.#pen.fillStyle = this.#colours.fetched;
    for (const [from, to] of this.#shown.fetched) {
      this.#pen.fillRect(from * width, height - FETCHED, (to - from) * width, FETCHED);
    }
  }

  #drawBars(width, height) {
    const count = Math.max(1, Math.floor(width / (BAR + GAP)));
    const played = this.#shown.now * width;
    for (let bar = 0; bar < count; bar += 1) {
      const left = bar * (BAR + GAP);
      const tall = Math.max(1, (this.#loudest(bar, count) / this.#highest) * height);
      this.#pen.fillStyle = left < played ? this.#colours.played : this.#colours.rest;
      this.#pen.fillRect(left, (height - tall) / 2, BAR, tall);
    }
  }

  // Of the moments that this bar stands for; where there are fewer moments than bars, of the one it lies in.
  #loudest(bar, count) {
    const length = this.#loudness.length;
    const first = Math.floor((bar * length) / count);
    const after = Math.max(first + 1, Math.floor(((bar + 1) * length) / count));
    let loudest = 0;
    for (let place = first; place < Math.min(after, length); place += 1) {
      loudest = Math.max(loudest, this.#loudness[place]);
    }
    return loudest;
  }

  #drawMark(left, height, colour) {
    this.#pen.fillStyle = this.#colours[colour];
    this.#pen.fillRect(Math.min(left, this.#canvas.clientWidth - 1), 0, 1, height);
  }
}
