// The panel for recording: try the microphone, record, pause, stop.

import { Microphone } from "./microphone.js";
import { Recorder } from "./recorder.js";
import { entitle } from "./title.js";
import { clock, fill, say, stamp } from "./words.js";

const panel = document.getElementById("record");
const meter = panel.querySelector("meter");
const devices = panel.querySelector("select");
const note = panel.querySelector("[data-note]");
const SILENT_AFTER = 6; // seconds
const AUDIBLE = 0.15;

let microphone = null;
let recorder = null;
let item = null;
let lamp = null;
let loudAt = 0;

function part(name) {
  return panel.querySelector(`[data-${name}]`);
}

// States: closed → trying → recording ⇄ paused → closed; barred where there is no microphone for us.
function become(state) {
  panel.dataset.state = state;
  panel.hidden = state === "closed";
  for (const element of panel.querySelectorAll("[data-in]")) {
    element.hidden = !element.dataset.in.split(" ").includes(state);
  }
  part("state").textContent = say.recorder[state] ?? "";
}

function hint(words) {
  if (note.textContent !== words) note.textContent = words;
}

// --- the microphone ------------------------------------------------------------------------------

async function offerDevices({ device }) {
  const all = await Microphone.all();
  devices.replaceChildren(...all.map(({ label, deviceId }) => new Option(label, deviceId)));
  devices.value = device;
  panel.querySelector("[data-devices]").hidden = all.length < 2;
}

async function listen(device) {
  microphone?.close();
  microphone = null;
  try {
    microphone = await Microphone.open(device);
  } catch (error) {
    hint(say.microphone[error.name] ?? say.microphone.other);
    become("barred");
    return;
  }
  const ours = microphone;
  hint("");
  // Before the buttons show: they would move from under the pointer.
  await offerDevices(ours);
  if (microphone !== ours) return;
  loudAt = performance.now();
  become("trying");
  look(ours);
}

// Somebody may have closed the panel while the browser asked.
function close() {
  microphone?.close();
  microphone = null;
  become("closed");
  document.getElementById("microphone").focus();
}

function look(through) {
  if (microphone !== through) return;
  requestAnimationFrame(() => look(through));
  const { level } = microphone;
  meter.value = level;
  if (level > AUDIBLE) loudAt = performance.now();
}

function tick() {
  if (!microphone) return;
  const silent = performance.now() - loudAt > SILENT_AFTER * 1000;
  const heeded = ["trying", "recording"].includes(panel.dataset.state);
  if (heeded && !document.hidden) hint(silent ? say.silent : "");
  if (!recorder) return;
  const time = clock(recorder.seconds);
  part("time").textContent = time;
  entitle("recording", fill(recorder.isPaused ? say.titlePaused : say.titleRecording, { time }));
}

// --- recording -----------------------------------------------------------------------------------

// A screen that goes dark may put the machine to sleep. Browsers let go of the lock in a hidden tab.
async function keepAwake() {
  if (!recorder || document.hidden) return;
  lamp = await navigator.wakeLock?.request("screen").catch(() => null);
}

function start(begun) {
  const began = new Date();
  const meta = { owner: panel.dataset.owner, name: fill(say.recordingName, { when: stamp(began) }), began: began.toISOString() };
  recorder = new Recorder(microphone.stream, meta, { onEnd: ended, onTrouble: () => (part("trouble").hidden = false) });
  recorder.start();
  loudAt = performance.now();
  become("recording");
  tick();
  keepAwake();
  part("stop").focus();
  item = begun(recorder.tape);
}

// First from the queue, or its end would be taken for the end of a recording.
function discard() {
  if (!recorder || !confirm(say.sure)) return;
  item?.remove();
  recorder.discard();
}

function pause() {
  if (recorder.isPaused) recorder.goOn();
  else recorder.pause();
  loudAt = performance.now();
  become(recorder.isPaused ? "paused" : "recording");
  tick();
}

function ended({ isAsked }) {
  recorder = null;
  lamp?.release();
  entitle("recording", "");
  part("trouble").hidden = true;
  close();
  // Somebody has pulled the microphone out.
  if (!isAsked) document.dispatchEvent(new CustomEvent("toast", { detail: { text: say.unplugged, level: "warning" } }));
}

export function isRecording() {
  return recorder !== null;
}

// `begun(tape)` is called when a recording begins: the tape grows from then on, and is to be sent. Returns its item.
export function wire(begun) {
  part("start").addEventListener("click", () => start(begun));
  part("pause").addEventListener("click", pause);
  part("go-on").addEventListener("click", pause);
  part("stop").addEventListener("click", () => recorder?.stop());
  part("discard").addEventListener("click", discard);
  part("close").addEventListener("click", close);
  part("retry").addEventListener("click", () => listen());
  devices.addEventListener("change", () => listen(devices.value));
  document.addEventListener("visibilitychange", keepAwake);
  setInterval(tick, 500);
}

export function open() {
  if (panel.dataset.state === "closed") {
    become("asking");
    listen();
  }
  panel.scrollIntoView({ block: "nearest" });
}
