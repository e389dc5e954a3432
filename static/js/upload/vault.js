// Recordings that have not arrived whole, kept in the browser's own database: a tab may crash at any moment.

import { held } from "./holding.js";

const NAME = "recordings";
const SOME = 256;
let opening = null;

function settled(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("tapes", { keyPath: "id" });
      // Keys are [tape, number]: they stand in the order in which they were heard.
      request.result.createObjectStore("parts", { keyPath: ["tape", "number"] });
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
  return opening;
}

// Resolves once it is on the disk.
async function write(change) {
  const transaction = (await open()).transaction(["tapes", "parts"], "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
  change(transaction.objectStore("tapes"), transaction.objectStore("parts"));
  return done;
}

async function read(store) {
  return (await open()).transaction(store).objectStore(store);
}

function partsOf(id) {
  return IDBKeyRange.bound([id], [id, []]);
}

// `meta`: {id, owner, name, began, type, url?, …}
export function keep(meta) {
  return write((tapes) => tapes.put(meta));
}

// `seconds`: how long the recording is with this part.
export async function keepPart(id, number, part, seconds) {
  const bytes = await part.arrayBuffer();
  return write((_tapes, parts) => parts.put({ tape: id, number, bytes, seconds }));
}

export function forget(id) {
  return write((tapes, parts) => {
    tapes.delete(id);
    parts.delete(partsOf(id));
  });
}

// How long a tape is, in seconds; 0 where nothing had been heard yet.
export async function lengthOf(id) {
  const last = await settled((await read("parts")).openCursor(partsOf(id), "prev"));
  return last?.value.seconds ?? 0;
}

// The parts of one tape in order: {bytes, seconds}. A few at a time, for hours do not fit into one answer.
export async function* parts(id) {
  for (let next = 0; ; next += SOME) {
    const range = IDBKeyRange.bound([id, next], [id, next + SOME], false, true);
    const some = await settled((await read("parts")).getAll(range));
    yield* some;
    if (!some.length) return;
  }
}

// What a person has recorded and that has not arrived; without what another tab is busy with.
export async function abandoned(owner) {
  if (!globalThis.indexedDB) return [];
  const busy = await held();
  const all = await settled((await read("tapes")).getAll());
  return all.filter((meta) => meta.owner === owner && !busy.has(meta.id));
}
