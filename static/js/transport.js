// How bytes travel: one ordinary form request for a file. The page knows only `send`.

// `code` says what to do next: "signed_out" and "network" may be tried again, "aborted" was the person's wish.
export class Failure extends Error {
  constructor(code, message = "", existing = null) {
    super(message);
    this.code = code;
    // What the team has already, where that is the reason: {url, who_when, use, again}.
    this.existing = existing;
  }
}

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

function answerOf(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}

function failureOf(request) {
  const { error } = answerOf(request);
  return error ? new Failure(error.code, error.message, error.existing) : new Failure("server");
}

// Calls `onProgress(sent)` with bytes of the file; resolves to {id, title, url, status_url}, rejects with a Failure.
// `signal` aborts.
export function send(address, file, fields, { onProgress, signal }) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("Accept", "application/json");
  // Read anew each time: signing in again, in another tab, changes it.
  request.setRequestHeader("X-CSRFToken", cookie("csrftoken"));
  signal.addEventListener("abort", () => request.abort());
  return new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => onProgress(Math.min(event.loaded, file.size)));
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(answerOf(request));
      else reject(failureOf(request));
    });
    request.addEventListener("error", () => reject(new Failure("network")));
    request.addEventListener("abort", () => reject(new Failure("aborted")));
    request.send(body);
  });
}
