// Notes at moments: the form takes the moment that is heard, and the list comes anew without leaving the page.

import { clock } from "../player/clock.js";
import { player } from "../player/current.js";
import { saySignedOut } from "../fragments.js";

const list = () => document.getElementById("notes");

// Open the list with a new note at the moment that is heard.
export function noteHere() {
  list().open = true;
  takeMoment();
  document.getElementById("note-text")?.focus();
}

function takeMoment() {
  const place = document.getElementById("note-moment");
  if (place && !document.getElementById("note-text").value) place.value = clock(player().time);
}

function toast(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "error" } }));
}

async function send(form) {
  const headers = { "HX-Request": "true" };
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers }).catch(() => null);
  if (answer?.status === 401) return saySignedOut();
  if (!answer || answer.status >= 500) return toast(document.getElementById("words").dataset.unsent);
  const text = await answer.text();
  if (!answer.ok) return toast(JSON.parse(text).error.message);
  return show(new DOMParser().parseFromString(text, "text/html").body.firstElementChild);
}

// What stands half-written in other boxes stays there.
function show(fresh) {
  const box = list();
  fresh.open = true;
  box.replaceWith(fresh);
  fresh.querySelector("summary").focus();
}

export function openNotes() {
  if (!list()) return;
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#notes")) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("toggle", (event) => event.target === list() && event.target.open && takeMoment(), true);
  document.addEventListener("focusin", (event) => event.target.id === "note-text" && takeMoment());
  if (location.hash === "#notes") list().open = true;
}
