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

// Cargoes into `found.all`, and the names of what the system does not let us read into `found.unread`.
async function gather(entry, found) {
  try {
    if (entry.isFile) {
      const file = await settled((resolve, reject) => entry.file(resolve, reject));
      found.all.push(new FileCargo(file, parent(entry.fullPath)));
    } else {
      for await (const below of entriesOf(entry)) await gather(below, found);
    }
  } catch {
    found.unread.push(entry.name);
  }
}

// As a person would number them: "2" before "10".
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

function inOrder(one, other) {
  return compare(one.folder, other.folder) || compare(one.name, other.name);
}

// Sorts what lay in folders: {cargoes, skipped: names, unread: names}. What systems put beside files ("._x.mp3") is not worth a word.
function sorted({ all, unread }) {
  const told = all.filter((cargo) => !cargo.folder || !cargo.name.startsWith("."));
  const wanted = (cargo) => !cargo.folder || looksLikeMedia(cargo.file);
  return {
    // A system hands folders over as it likes; single files come as they were chosen.
    cargoes: told.some(({ folder }) => folder) ? told.filter(wanted).sort(inOrder) : told,
    skipped: told.filter((cargo) => !wanted(cargo)).map((cargo) => cargo.name),
    unread,
  };
}

// Must be called while the drop is being handled: afterwards the browser has forgotten what was dropped.
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return chosen(transfer.files);
  const found = { all: [], unread: [] };
  for (const entry of entries) await gather(entry, found);
  return sorted(found);
}

export function chosen(files) {
  const all = [...files].map((file) => new FileCargo(file, parent(file.webkitRelativePath)));
  return sorted({ all, unread: [] });
}
