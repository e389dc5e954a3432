// On every page: whether something has ended that one waits for. Told by a toast where somebody looks, and by the browser's own
// notification where they wished so and look at something else. Of several pages only one tells.

const TOLD = "notices-told";
const WISHED = "notices-by-browser";
const SOON = 8000;
const PACE = 30000;
const HIDDEN_PACE = 60000;

const bell = document.querySelector("[data-notices]");
const canNotify = "Notification" in window;
// Storage may be refused: then each page tells for itself.
const memory = { told: null, wished: null };

function kept(key, field) {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory[field];
  }
}

function keep(key, field, value) {
  memory[field] = value;
  try {
    localStorage.setItem(key, value);
  } catch {
    // kept in this page alone
  }
}

const wished = () => canNotify && Notification.permission === "granted" && kept(WISHED, "wished") === "yes";

// The first page that ever asks tells nothing of what had ended before.
function told() {
  const known = kept(TOLD, "told");
  if (known !== null) return Number(known);
  const latest = Number(bell.dataset.latest);
  keep(TOLD, "told", String(latest));
  return latest;
}

function showCount(count) {
  const badge = bell.querySelector("[data-notices-count]");
  badge.hidden = !count;
  badge.querySelector("span").textContent = String(count);
}

function tell({ id, title, url, good }) {
  if (document.hidden && wished()) {
    const shown = new Notification(title, { tag: `notice-${id}`, lang: document.documentElement.lang });
    shown.onclick = () => {
      window.focus();
      window.location.assign(url);
    };
    return;
  }
  const link = { text: bell.dataset.open, href: url };
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: title, level: good ? "info" : "error", link } }));
}

async function ask() {
  const answer = await fetch(`${bell.dataset.notices}?after=${told()}`, { headers: { Accept: "application/json" } });
  if (answer.status === 401) return false;
  if (!answer.ok) throw new Error(String(answer.status));
  const { unseen, news } = await answer.json();
  showCount(unseen);
  for (const one of news) {
    // Another page may have told of it while we asked.
    if (one.id <= told()) continue;
    keep(TOLD, "told", String(one.id));
    tell(one);
  }
  return true;
}

function alone(act) {
  return navigator.locks ? navigator.locks.request("notices", { ifAvailable: true }, (lock) => (lock ? act() : true)) : act();
}

async function turn() {
  let more = true;
  try {
    // Nobody who is hidden asks, unless they are to be told even so.
    if (!document.hidden || wished()) more = await alone(ask);
  } catch {
    // nobody answered: the next turn asks again
  }
  if (more) setTimeout(turn, document.hidden ? HIDDEN_PACE : PACE);
}

function offerSwitch(part) {
  const box = part.querySelector("[data-browser-switch]");
  const refused = part.querySelector("[data-browser-refused]");
  part.hidden = false;
  box.checked = wished();
  refused.hidden = Notification.permission !== "denied";
  box.disabled = Notification.permission === "denied";
  box.addEventListener("change", async () => {
    if (box.checked && Notification.permission !== "granted") await Notification.requestPermission();
    keep(WISHED, "wished", box.checked ? "yes" : "no");
    box.checked = wished();
    refused.hidden = Notification.permission !== "denied";
  });
}

if (bell) {
  told();
  setTimeout(turn, SOON);
}
const part = document.querySelector("[data-browser-notices]");
if (part && canNotify) offerSwitch(part);
