// What every page has: toasts that can be closed, menus that close when one goes on, news of what has ended.

import "./notices.js";

const DISAPPEARS_AFTER = 8000;

function arm(toast) {
  const close = toast.querySelector(".toast-close");
  close.hidden = false;
  close.addEventListener("click", () => toast.remove());
  if (toast.dataset.toast === "success") {
    setTimeout(() => toast.matches(":hover, :focus-within") || toast.remove(), DISAPPEARS_AFTER);
  }
}

function linkTo({ text, href }) {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  return link;
}

function show({ text, level = "info", link }) {
  const toast = document.getElementById("toast").content.firstElementChild.cloneNode(true);
  toast.dataset.toast = level;
  toast.querySelector("p").textContent = text;
  if (link) toast.querySelector("p").append(" ", linkTo(link));
  document.getElementById("toasts").append(toast);
  arm(toast);
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

for (const toast of document.querySelectorAll("[data-toast]")) arm(toast);
// Other modules say `document.dispatchEvent(new CustomEvent("toast", {detail: {text, level, link}}))`.
document.addEventListener("toast", (event) => show(event.detail));
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details[data-menu][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
