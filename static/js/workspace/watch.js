// For who only reads: what others save comes in while one looks on. Asked as long as there is somebody to read it.

import { saySignedOut } from "../fragments.js";
import { poll } from "../polling.js";
import { asked, Refused, SignedOut } from "./asking.js";
import { sync } from "./sync.js";

const EVERY = 8000; // milliseconds
const NOBODY_WRITES_HERE = { stretches: [], settled: async () => {} };

// `address` tells the newest version; `seen()` is called after something has changed.
export function watchOthers(address, transcript, sheet, seen) {
  async function look() {
    if (document.getElementById("words")?.dataset.newest !== address) return false; // the page shows something else by now
    const { revision } = await asked(address);
    if (revision <= transcript.revision || isSelecting()) return true;
    if (await sync(transcript, sheet, NOBODY_WRITES_HERE)) seen();
    return true;
  }

  poll(() => look().catch(ended), { pace: EVERY });
}

// Whoever selects is about to copy: what is new waits for the next look.
function isSelecting() {
  const selection = getSelection();
  return !selection.isCollapsed && document.getElementById("words").contains(selection.anchorNode);
}

// Signed out, or the recording is in the trash or no longer for this person: no more is to come.
function ended(error) {
  if (error instanceof SignedOut) saySignedOut();
  else if (!(error instanceof Refused)) throw error;
  return false;
}
