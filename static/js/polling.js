// Ask again and again, gently: slower in a hidden tab, slower when nobody answers, never two at once.

const PACE = 1500;
const HIDDEN_PACE = 10000;
const HIDDEN_TIMES = 4;
const SLOWEST = 30000;

// `ask` returns a promise of true (go on) or false (finished); a rejection means "nobody answered".
// `growth`: by how much each pause is longer than the one before, for what may take long; `pace`: of the first, in milliseconds.
export function poll(ask, { growth = 1, pace = PACE } = {}) {
  let timer = null;
  let setbacks = 0;
  let asked = 0;
  let asking = false;

  const pause = () => {
    const usual = document.hidden ? Math.max(HIDDEN_PACE, pace * HIDDEN_TIMES) : pace;
    return Math.min(usual * 2 ** setbacks * growth ** asked, Math.max(SLOWEST, usual));
  };

  async function turn() {
    clearTimeout(timer);
    if (asking) return;
    asking = true;
    asked += 1;
    let more = true;
    try {
      more = await ask();
      setbacks = 0;
    } catch {
      setbacks += 1;
    }
    asking = false;
    if (more) timer = setTimeout(turn, pause());
    else document.removeEventListener("visibilitychange", seen);
  }

  const seen = () => document.hidden || turn();

  document.addEventListener("visibilitychange", seen);
  timer = setTimeout(turn, pace);
}
