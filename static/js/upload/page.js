// The upload page put together: choosing and dropping, the queue and its figures, what was interrupted, recording.

import { chosen, dropped } from "./folder.js";
import { Queue } from "./queue.js";
import * as recorder from "./record.js";
import { entitle } from "./title.js";
import { Unfinished } from "./unfinished.js";
import { wishesIn } from "./wishes.js";
import { bytes, fill, left, percent, say } from "./words.js";

const form = document.getElementById("upload");
const drop = document.getElementById("drop");
const input = document.getElementById("file");
const folder = document.getElementById("folder");
const start = document.getElementById("start");
const total = document.getElementById("total");
const skipped = document.getElementById("skipped");
const microphone = document.getElementById("microphone");
const spoken = document.getElementById("spoken");
const NAMED = 3;

const queue = new Queue(document.getElementById("queue"), show);
const unfinished = new Unfinished({ send: goOnWith, choose: () => input.click() });

// --- what is shown -------------------------------------------------------------------------------

function showStart() {
  const ready = queue.count("ready");
  start.disabled = queue.length > 0 && !ready;
  start.lastElementChild.textContent = ready > 1 ? fill(say.many, { n: ready }) : say.one;
}

function showTotal({ arrived, lost, all, sent, total: size, seconds }) {
  total.hidden = all < 2;
  const bar = total.querySelector("progress");
  bar.value = size ? sent / size : 0;
  bar.classList.toggle("progress-done", arrived === all);
  const told = { arrived, lost, all, sent: bytes(sent), total: bytes(size) };
  const figures = fill(lost ? say.totalLost : say.total, told);
  const rest = arrived + lost < all && queue.count("sending") && !recorder.isRecording() ? left(seconds) : "";
  total.querySelector("[data-figures]").textContent = [figures, rest].filter(Boolean).join(", ");
  total.querySelector("[data-do=pause]").hidden = !queue.count("waiting", "sending", "stuck");
  total.querySelector("[data-do=go-on]").hidden = !queue.count("paused");
}

function showTitle({ lost, all, sent, total: size }) {
  const share = size ? Math.floor((100 * sent) / size) / 100 : 0;
  entitle("uploading", queue.isUnderWay ? fill(say.titleUploading, { share: percent(share) }) : "");
  const isOver = !queue.isUnderWay && all > 0 && !queue.count("paused");
  const done = lost ? fill(say.titleLost, { lost, all }) : say.titleDone;
  // Once somebody looks, it has been told.
  entitle("done", isOver && document.hidden ? done : "");
  spoken.textContent = isOver ? done : "";
}

function show() {
  queue.list.hidden = !queue.length;
  drop.classList.toggle("drop-small", queue.length > 0);
  const { figures } = queue;
  showStart();
  showTotal(figures);
  showTitle(figures);
}

function naming(names, few, many) {
  if (!names.length) return "";
  const more = names.length - NAMED;
  return fill(more > 0 ? many : few, { names: names.slice(0, NAMED).join(", "), n: more });
}

function showSkipped({ skipped: none, unread }) {
  const words = [naming(none, say.skipped, say.skippedMore), naming(unread, say.unread, say.unreadMore)];
  skipped.textContent = words.filter(Boolean).join(" ");
  skipped.hidden = !skipped.textContent;
}

// --- what comes in -------------------------------------------------------------------------------

function trouble({ size }) {
  if (size === 0) return say.empty;
  if (size > Number(form.dataset.limit)) return fill(say.tooLarge, { limit: form.dataset.limitWords });
  return "";
}

// What was interrupted goes on by itself: how it is to be written was said then.
function resume(item) {
  item.url = unfinished.claim(item.cargo);
  if (item.url) queue.start(item, wishesIn(form));
}

function add(cargo) {
  const item = queue.add(cargo);
  const sentence = trouble(cargo);
  if (!item) return;
  if (sentence) item.refuse(sentence);
  else resume(item);
}

function take(found) {
  found.cargoes.forEach(add);
  showSkipped(found);
  show();
}

function goOnWith(cargo, url = "") {
  const item = queue.add(cargo);
  if (!item) return undefined;
  item.url = url;
  queue.start(item, wishesIn(form));
  return item;
}

function takeFrom(field) {
  take(chosen(field.files));
  field.value = "";
}

// --- what a person does --------------------------------------------------------------------------

function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

function choosing() {
  input.addEventListener("change", () => takeFrom(input));
  folder.addEventListener("change", () => takeFrom(folder));
  const button = document.querySelector("[data-folder]");
  button.hidden = !("webkitdirectory" in folder);
  button.addEventListener("click", () => folder.click());
  // The browser asks for a file before it sends the form; with a queue that question is ours.
  input.required = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!queue.length) input.click();
    queue.startAll(wishesIn(form));
  });
}

function dropping() {
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.classList.add("drop-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("drop-over");
  });
  document.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    drop.classList.remove("drop-over");
    take(await dropped(event.dataTransfer));
  });
}

function going() {
  total.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button?.dataset.do === "pause") queue.pauseAll();
    if (button?.dataset.do === "go-on") queue.resumeAll();
  });
  document.addEventListener("visibilitychange", show);
  addEventListener("beforeunload", (event) => {
    if (queue.isUnderWay || recorder.isRecording()) event.preventDefault();
  });
}

function recording() {
  microphone.hidden = !navigator.mediaDevices?.getUserMedia || !globalThis.MediaRecorder;
  microphone.addEventListener("click", recorder.open);
  recorder.wire((tape) => goOnWith(tape));
}

export async function begin() {
  choosing();
  dropping();
  going();
  recording();
  // Somebody may have been faster than this script.
  takeFrom(input);
  await unfinished.look();
  for (const item of queue.items.values()) if (item.state === "ready") resume(item);
}
