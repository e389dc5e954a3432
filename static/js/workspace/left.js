// What an earlier visit has left unsaved: found, shown, and sent only when the person says so.

import { asked } from "./asking.js";
import { wordsOf } from "./transcript.js";

const moment = (when) => {
  const { lang } = document.documentElement;
  const style = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, style).format(new Date(when));
};

// Some may have been saved with the last breath of their tab: these are left out. Of trouble nothing is concluded.
async function isSaved(address, { base, ids, written }) {
  try {
    return (await asked(address, { base, replaced: ids, written })).is_saved;
  } catch {
    return false;
  }
}

export async function offerLeft(drafts, address, take) {
  for (const draft of await drafts.left()) {
    const saved = await Promise.all(draft.stretches.map((stretch) => isSaved(address, stretch)));
    const open = draft.stretches.filter((_stretch, place) => !saved[place]);
    if (open.length) show(drafts, draft, open, take);
    else drafts.forget(draft);
  }
}

function show(drafts, draft, stretches, take) {
  const note = document.getElementById("left").content.firstElementChild.cloneNode(true);
  const title = note.querySelector("[data-title]");
  title.textContent = title.textContent.replace("{when}", moment(draft.when));
  const texts = stretches.flatMap(({ written }) => written.map(({ text }) => text));
  note.querySelector("[data-texts]").append(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  note.addEventListener("click", (event) => {
    const wish = event.target.closest("[data-left]")?.dataset.left;
    if (!wish) return;
    if (wish === "send") for (const stretch of stretches) take(stretch);
    drafts.forget(draft);
    note.remove();
  });
  document.getElementById("words").before(note);
}

// A stretch that was kept, in the place of the paragraphs that it was written for, where these still stand; else nowhere: the
// server will say what has become of them.
export function revived({ ids, base, was, written }, transcript) {
  const stretch = { ids, base, was };
  stretch.paragraphs = written.map(({ text, speaker }) => {
    const words = wordsOf(text);
    return { id: null, start: null, length: words.length, words, speaker, stretch };
  });
  const at = transcript.paragraphs.findIndex(({ id }) => id === ids[0]);
  const there = transcript.paragraphs.slice(at, at + ids.length);
  const stands = at >= 0 && there.every(({ id, stretch: busy }, place) => id === ids[place] && !busy);
  return { stretch, there: stands ? there : null, at };
}
