// Recordings and folders are dragged onto a folder at the side. Whoever does not drag has “Move” in the menus.

import { boxes } from "./pick.js";

const RECORDINGS = "application/x-recordings";
const FOLDER = "application/x-folder";

const targets = () => [...document.querySelectorAll("[data-drop]")];

// What is dragged goes along: the ticked rows where one of them is taken, else the row alone.
function take(row) {
  const own = row.querySelector(".pick input");
  if (!own.checked) for (const box of boxes()) box.checked = box === own;
  return boxes().filter((box) => box.checked).length;
}

function send(form, goal) {
  form.elements.folder_to.value = goal;
  const act = document.createElement("input");
  Object.assign(act, { type: "hidden", name: "act", value: "move" });
  form.append(act);
  form.submit();
}

function moveFolder(folder, goal) {
  const body = document.createElement("form");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").cloneNode();
  const into = document.createElement("input");
  Object.assign(into, { type: "hidden", name: "into", value: goal === "none" ? "" : goal });
  Object.assign(body, { method: "post", action: `/folders/${folder}/move`, hidden: true });
  body.append(token, into);
  document.body.append(body);
  body.submit();
}

function armRow(row) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(RECORDINGS, String(take(row)));
    event.dataTransfer.effectAllowed = "move";
  });
}

function armFolder(link) {
  link.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(FOLDER, link.dataset.folder);
    event.dataTransfer.effectAllowed = "move";
  });
}

const ours = (event) => event.dataTransfer.types.some((type) => type === RECORDINGS || type === FOLDER);

function armTarget(link, form) {
  link.addEventListener("dragover", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    link.dataset.over = "";
  });
  link.addEventListener("dragleave", () => delete link.dataset.over);
  link.addEventListener("drop", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    delete link.dataset.over;
    const folder = event.dataTransfer.getData(FOLDER);
    if (folder) {
      if (folder !== link.dataset.drop) moveFolder(folder, link.dataset.drop);
    } else if (form?.elements.folder_to) send(form, link.dataset.drop);
  });
}

// An empty list has no form, and no rows to take; folders are moved from there all the same.
// Who may not move anything has no place in the form to name, and no folder that can be taken.
export function drag(form) {
  if (form?.elements.folder_to) for (const row of document.querySelectorAll("[data-recording]")) armRow(row);
  for (const link of document.querySelectorAll("[data-folder]")) armFolder(link);
  for (const link of targets()) armTarget(link, form);
}
