// Folders, dropped or chosen: every file in them, and which of those look like recordings.

import { FileCargo } from "./cargo.js";

// Browsers do not know all of these. Single files are never judged by their name; in a folder there may be anything.
const ENDINGS = new Set(
  ("3g2 3gp aac aif aiff amr asf au avi caf dv flac flv m2ts m4a m4b m4v mka mkv mov mp2 mp3 mp4 mpeg mpg mts mxf oga " +
    "ogg ogv opus qt ts vob wav webm wma wmv").split(" "),
);

export function looksLikeMedia({ type, name }) {
  return /^(audio|video)\//.test(type) || ENDINGS.has(name.split(".").pop().toLowerCase());
}

function parent(path) {
  return path.split("/").slice(0, -1).filter(Boolean).join("/");
}

function settled(start) {
  return new Promise((resolve, reject) => start(resolve, reject));
}

// A browser lists a folder in pieces.
async function* entriesOf(folder) {
  const reader = folder.createReader();
  for (;;) {
    const some = await settled((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return;
    yield* some;
  }
}

async function* filesUnder(entry) {
  if (entry.isFile) {
    const file = await settled((resolve, reject) => entry.file(resolve, reject));
    yield new FileCargo(file, parent(entry.fullPath));
    return;
  }
  for await (const below of entriesOf(entry)) yield* filesUnder(below);
}

// Sorts what lay in folders: {cargoes, skipped: names}. What systems put beside files ("._x.mp3") is not worth a word.
function sorted(all) {
  const told = all.filter((cargo) => !cargo.folder || !cargo.name.startsWith("."));
  const wanted = (cargo) => !cargo.folder || looksLikeMedia(cargo.file);
  return {
    cargoes: told.filter(wanted),
    skipped: told.filter((cargo) => !wanted(cargo)).map((cargo) => cargo.name),
  };
}

// Must be called while the drop is being handled: afterwards the browser has forgotten what was dropped.
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return chosen(transfer.files);
  const all = [];
  for (const entry of entries) {
    for await (const cargo of filesUnder(entry)) all.push(cargo);
  }
  return sorted(all);
}

export function chosen(files) {
  return sorted([...files].map((file) => new FileCargo(file, parent(file.webkitRelativePath))));
}
