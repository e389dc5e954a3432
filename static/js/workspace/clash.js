// Two people have written the same paragraph: both versions side by side, and a person decides. Nothing is overwritten before.

import { textOf } from "./transcript.js";

const dialog = () => document.getElementById("clash");
const waiting = [];

// Asks about one after the other, until each is decided. `theirs`: paragraphs as the server tells them. Resolves with "mine",
// "theirs" or "both".
export function askWhich(clash) {
  return new Promise((resolve) => {
    waiting.push({ ...clash, resolve });
    if (waiting.length === 1) showNext();
  });
}

function showNext() {
  if (!waiting.length) return;
  const { author, mine, theirs, resolve } = waiting[0];
  const box = dialog();
  const others = theirs.map(({ words }) => textOf(words));
  box.querySelector("[data-who]").textContent = author || box.dataset.somebody;
  compare(box.querySelector("[data-mine]"), mine, others);
  compare(box.querySelector("[data-theirs]"), others, mine);
  box.querySelector("[data-gone]").hidden = others.length > 0;
  box.addEventListener("close", () => {
    if (!box.returnValue) return showNext();
    waiting.shift();
    resolve(box.returnValue);
    return showNext();
  }, { once: true });
  box.returnValue = "";
  box.showModal();
}

// The words that the other version lacks are marked.
function compare(place, texts, others) {
  const common = counted(others.join(" "));
  place.replaceChildren(...texts.map((text) => {
    const paragraph = document.createElement("p");
    for (const word of text.split(" ")) {
      const isCommon = common.get(word) > 0;
      if (isCommon) common.set(word, common.get(word) - 1);
      const element = document.createElement(isCommon ? "span" : "mark");
      element.textContent = word;
      paragraph.append(element, " ");
    }
    return paragraph;
  }));
}

function counted(text) {
  const found = new Map();
  for (const word of text.split(" ")) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}
