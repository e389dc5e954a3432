// The upload page: choose files, see each of them on its way, at most three at once.

import { Failure, send } from "./transport.js";

const AT_ONCE = 3;
// The speed is that of the last seconds, so that "time left" follows the connection.
const WINDOW = 8000;

const form = document.getElementById("upload");
const drop = document.getElementById("drop");
const input = document.getElementById("file");
const queue = document.getElementById("queue");
const start = document.getElementById("start");
const say = JSON.parse(document.getElementById("words").textContent);
const locale = document.documentElement.lang;
const items = [];

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
}

function bytes(count) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(count, 1)) / 10));
  const style = { style: "unit", unit: units[step], maximumFractionDigits: step > 1 ? 1 : 0 };
  return new Intl.NumberFormat(locale, style).format(count / 1024 ** step);
}

function trouble(file) {
  if (file.size === 0) return say.empty;
  if (file.size > Number(form.dataset.limit)) return fill(say.tooLarge, { limit: form.dataset.limitWords });
  return "";
}

// --- one file ----------------------------------------------------------------------------------
// States: ready → waiting → sending → checking → done; failed may be tried again; known may be used, or bought once
// more on purpose; refused is final.

class Item {
  constructor(file) {
    this.file = file;
    this.wishes = {};
    this.row = document.getElementById("queued").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.row.addEventListener("click", (event) => this.asked(event.target.closest("[data-do]")));
    const sentence = trouble(file);
    this.become(sentence ? "refused" : "ready", sentence || bytes(file.size));
  }

  part(name) {
    return this.row.querySelector(`[data-${name}]`);
  }

  button(name) {
    return this.row.querySelector(`[data-do="${name}"]`);
  }

  become(state, detail, code = "") {
    this.state = state;
    this.row.dataset.state = state;
    this.part("detail").textContent = detail;
    this.part("progress").hidden = !["sending", "checking"].includes(state);
    this.button("again").hidden = state !== "failed";
    this.button("sign-in").hidden = code !== "signed_out";
    this.button("use").hidden = this.button("buy").hidden = state !== "known";
    this.button("remove").hidden = ["checking", "done"].includes(state);
  }

  asked(button) {
    if (!button) return;
    if (button.dataset.do === "remove") this.remove();
    if (button.dataset.do === "buy") this.wishes.again = "on";
    if (["again", "buy"].includes(button.dataset.do)) {
      this.become("waiting", say.waiting);
      goOn();
    }
  }

  remove() {
    this.state = "removed";
    this.abort?.abort();
    items.splice(items.indexOf(this), 1);
    this.row.remove();
    show();
  }

  async go() {
    this.abort = new AbortController();
    this.pace = [];
    this.moved(0);
    try {
      const onProgress = (sent) => this.moved(sent);
      this.arrived(await send(form.action, this.file, { ...wishes(), ...this.wishes }, { onProgress, signal: this.abort.signal }));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.failed(error);
    }
  }

  moved(sent) {
    if (this.state === "removed") return;
    const bar = this.row.querySelector("progress");
    if (sent >= this.file.size) {
      bar.removeAttribute("value");
      this.become("checking", say.checking);
      return;
    }
    bar.value = sent / this.file.size;
    const moved = fill(say.sent, { sent: bytes(sent), total: bytes(this.file.size) });
    this.become("sending", [moved, this.left(sent)].filter(Boolean).join(", "));
  }

  // Time left in words, or "" until the speed can be told.
  left(sent) {
    const now = performance.now();
    this.pace.push([now, sent]);
    while (this.pace.length > 2 && now - this.pace[0][0] > WINDOW) this.pace.shift();
    const [since, before] = this.pace[0];
    if (now - since < 1000 || sent <= before) return "";
    const seconds = ((this.file.size - sent) * (now - since)) / (sent - before) / 1000;
    if (seconds < 90) return fill(say.seconds, { n: Math.max(1, Math.round(seconds)) });
    return fill(say.minutes, { n: Math.round(seconds / 60) });
  }

  arrived({ id, title, url }) {
    this.become("done", bytes(this.file.size));
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    this.part("name").replaceChildren(link);
    // live.js finds it and keeps it fresh, as in the library.
    const badge = document.createElement("span");
    badge.id = `badge-${id}`;
    badge.dataset.live = id;
    this.part("badge").append(badge);
  }

  offered(message, { url, who_when: whoWhen, use, again }) {
    this.become("known", `${message} ${whoWhen}`);
    this.button("use").href = url;
    this.button("use").textContent = use;
    this.button("buy").textContent = again;
  }

  failed({ code, message, existing }) {
    if (this.state === "removed") return;
    if (existing) {
      this.offered(message, existing);
      return;
    }
    const mayTryAgain = ["network", "server", "signed_out"].includes(code);
    this.become(mayTryAgain ? "failed" : "refused", message || say[code] || say.server, code);
  }
}

// --- the queue ---------------------------------------------------------------------------------

function wishes() {
  const chosen = new FormData(form);
  chosen.delete("file");
  // The header carries the token: the field's would be stale after signing in again elsewhere.
  chosen.delete("csrfmiddlewaretoken");
  return Object.fromEntries(chosen);
}

function among(...states) {
  return items.filter((item) => states.includes(item.state));
}

function show() {
  const ready = among("ready").length;
  queue.hidden = !items.length;
  drop.classList.toggle("drop-small", items.length > 0);
  start.disabled = items.length > 0 && !ready;
  start.lastElementChild.textContent = ready > 1 ? fill(say.many, { n: ready }) : say.one;
}

function add(files) {
  for (const file of files) {
    const item = new Item(file);
    items.push(item);
    queue.append(item.row);
  }
  show();
}

function goOn() {
  while (among("sending", "checking").length < AT_ONCE) {
    const [next] = among("waiting");
    if (!next) break;
    next.go().finally(() => {
      show();
      goOn();
    });
  }
  show();
}

function take() {
  add(input.files);
  input.value = "";
}

input.addEventListener("change", take);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!items.length) input.click();
  for (const item of among("ready")) item.become("waiting", say.waiting);
  goOn();
});

// --- dropping ----------------------------------------------------------------------------------

function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  drop.classList.add("drop-over");
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("drop-over");
});

document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  drop.classList.remove("drop-over");
  add(event.dataTransfer.files);
});

addEventListener("beforeunload", (event) => {
  if (among("sending", "waiting").length) event.preventDefault();
});

// The browser asks for a file before it sends the form; with a queue that question is ours.
input.required = false;
// Somebody may have been faster than this script.
take();
