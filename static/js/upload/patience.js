// Waiting between tries: longer each time, never for ever, and not at all once the connection is back.

const FIRST = 1000;
const LONGEST = 20000;

// Resolves after a pause, or as soon as the browser has a connection again, or when `signal` says so.
export function pause(setbacks, { least = 0, signal } = {}) {
  const growing = Math.min(FIRST * 2 ** (setbacks - 1), LONGEST);
  // Pages that lost the same server must not all come back in the same moment.
  const delay = Math.max(least, growing * (0.75 + Math.random() / 2));
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener("online", over);
      resolve();
    };
    const timer = setTimeout(over, delay);
    addEventListener("online", over);
    signal?.addEventListener("abort", over);
  });
}

// Calls `onStall` when it was not fed for the time that it was last given.
export class Watchdog {
  constructor(onStall) {
    this.onStall = onStall;
  }

  feed(time) {
    this.rest();
    this.timer = setTimeout(this.onStall, time);
  }

  rest() {
    clearTimeout(this.timer);
  }
}

// How fast it goes, told from the last seconds, so that "time left" follows the connection.
export class Pace {
  constructor(span = 10000) {
    this.span = span;
    this.marks = [];
  }

  // `sent` in bytes altogether.
  mark(sent) {
    const now = performance.now();
    const last = this.marks.at(-1);
    if (last && now - last[0] < 200) return;
    this.marks.push([now, sent]);
    while (this.marks.length > 2 && now - this.marks[0][0] > this.span) this.marks.shift();
  }

  // Seconds for so many bytes; Infinity until it can be told.
  secondsFor(count) {
    if (this.marks.length < 2) return Infinity;
    const [since, before] = this.marks[0];
    const [now, sent] = this.marks.at(-1);
    return now - since < 1000 || sent <= before ? Infinity : (count * (now - since)) / (sent - before) / 1000;
  }
}
