// One paragraph on the page: when it begins, who speaks, and its words, each of which can be heard.

import { clock } from "../player/clock.js";

const DOUBT = 1; // as the server marks words
const GUESS = 2;
const CLASSES = { [DOUBT]: "word-doubt", [GUESS]: "word-guess" };

function made(name, className, text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

function moment({ id, start }) {
  const link = document.getElementById("moment-link").content.firstElementChild.cloneNode(true);
  link.href = `?t=${start.toFixed(2)}${id ? `#p${id}` : ""}`;
  link.dataset.seek = start.toFixed(2);
  link.append(clock(start));
  return link;
}

function word([text, start, , mark], place, isFound) {
  const element = made("span", CLASSES[mark] ?? "", text);
  if (isFound) element.classList.add("word-found");
  element.place = place;
  if (start !== null) element.dataset.heard = "";
  if (mark === DOUBT) element.title = document.getElementById("words").dataset.doubt;
  return element;
}

export function fill(element, paragraph, tools) {
  const { start, speaker, words, found } = paragraph;
  const text = document.createElement("p");
  if (speaker) text.append(made("strong", "speaker", speaker), " ");
  words.forEach((one, place) => text.append(place ? " " : "", word(one, place, found?.has(place))));
  element.replaceChildren(...(start === null ? [] : [moment(paragraph)]), text, ...(tools ? [tools] : []));
}

// The element of its word at a place; null while the paragraph is not on the page.
export function wordElement({ element }, place) {
  return element?.querySelectorAll(":scope > p > span")[place] ?? null;
}
