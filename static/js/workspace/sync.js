// What others have saved comes onto the page; what is being written here stays where it is.

import { keepingThePlace } from "./place.js";

const AT_ONCE = 40; // paragraphs

// Takes over the server's outline: paragraphs that are known stay as they are, stretches stand for the paragraphs that they
// replace, and one whose paragraphs are gone stays behind the neighbour it had. False where nothing was new.
// `again`: even if the version is known; what was decided about a clash has changed what is to be shown.
// Words that are new are here before they are shown, so that nothing is seen to be empty meanwhile.
export async function sync(transcript, sheet, desk, { again = false } = {}) {
  await desk.settled();
  const { revision, paragraphs: told } = await transcript.outline();
  if (revision <= transcript.revision && !again) return false;
  const come = comeSince(transcript, told);
  await transcript.need([...come.values()].slice(0, AT_ONCE));
  if (revision < transcript.revision) return false; // saved from here meanwhile: whoever looks next sees both
  const stretches = desk.stretches;
  const known = new Map(transcript.paragraphs.filter(({ stretch }) => !stretch).map((one) => [one.id, one]));
  const list = [];
  const placed = new Set();
  const owners = new Map(stretches.flatMap((stretch) => stretch.ids.map((id) => [id, stretch])));
  const ids = new Set(told.map(([id]) => id));
  for (const [id, start, length] of told) {
    const stretch = owners.get(id);
    if (!stretch) list.push(known.get(id) ?? come.get(id) ?? placeFor(id, start, length));
    else if (!placed.has(stretch)) list.push(...stretch.paragraphs);
    if (stretch) placed.add(stretch);
  }
  for (const stretch of stretches) {
    if (!placed.has(stretch)) keepBehind(list, transcript.paragraphs, stretch);
    else if (stretch.ids.every((id) => ids.has(id))) stretch.base = revision;
  }
  transcript.paragraphs = list;
  transcript.revision = revision;
  transcript.changed();
  keepingThePlace(() => sheet.reorder(list));
  document.dispatchEvent(new Event("synced"));
  return true;
}

function placeFor(id, start, length) {
  return { id, start, length, words: null, speaker: "" };
}

function comeSince(transcript, told) {
  const known = new Set(transcript.paragraphs.map(({ id }) => id));
  return new Map(told.filter(([id]) => !known.has(id)).map(([id, start, length]) => [id, placeFor(id, start, length)]));
}

function keepBehind(list, before, stretch) {
  const at = before.indexOf(stretch.paragraphs[0]);
  if (at < 0) return;
  const neighbour = before.slice(0, at).findLast((one) => list.includes(one));
  list.splice(list.indexOf(neighbour) + 1, 0, ...stretch.paragraphs);
}
