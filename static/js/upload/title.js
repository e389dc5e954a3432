// The tab tells from afar what goes on: a recording first of all, then how far the uploads are.

const ordinary = document.title;
const icon = document.querySelector("link[rel=icon]");
const plain = icon.getAttribute("href");
const { markRecording, markUploading, markDone } = document.getElementById("upload").dataset;
const marks = { recording: markRecording, uploading: markUploading, done: markDone };
const said = { recording: "", uploading: "", done: "" };

// `words`: "" where there is nothing (any more) to say about it.
export function entitle(what, words) {
  said[what] = words;
  const first = Object.keys(said).find((one) => said[one]);
  const title = first ? `${said[first]} · ${ordinary}` : ordinary;
  if (document.title !== title) document.title = title;
  const drawing = marks[first] ?? plain;
  if (icon.getAttribute("href") !== drawing) icon.href = drawing;
}
