// Keys for cutting, while one is in the list; letters by their place on the keyboard, whatever script is chosen.

import { player } from "../player/current.js";

const ACTS = { KeyJ: "join", KeyS: "split", KeyL: "line", KeyF: "fix" };
const MOVED = { ArrowUp: "up", ArrowDown: "down" };

export function listen(list) {
  const does = {
    ArrowUp: () => list.step(-1),
    ArrowDown: () => list.step(1),
    ArrowLeft: () => list.chosen?.step(-1),
    ArrowRight: () => list.chosen?.step(1),
    Space: () => player().toggle(),
    Enter: () => list.hear(),
  };
  const act = (event) => {
    const { code, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey || metaKey) return code === "KeyZ" && !shiftKey ? () => list.wish("undo") : null;
    if (altKey) return code in MOVED ? () => list.act(MOVED[code]) : null;
    if (shiftKey) return null;
    if (code in ACTS) return () => list.act(ACTS[code]);
    return does[code] ?? null;
  };
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.isComposing || !list.box.contains(target)) return;
    if (target.closest("button") && (event.code === "Enter" || event.code === "Space")) return;
    const row = target.closest(".cue");
    if (row) list.choose(row, { focus: false });
    const done = act(event);
    if (!done) return;
    event.preventDefault();
    done();
  });
  document.addEventListener("click", (event) => {
    const name = event.target.closest(".cue-tools [data-act]")?.dataset.act;
    if (name) list.act(name);
  });
}
