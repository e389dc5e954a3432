// How bytes travel: by tus 1.0 (tus-js-client), one attempt at a time; when to try again is the item's decision.

import { Watchdog } from "./patience.js";
import { headers } from "./session.js";

// What a proxy in front of the site may be expected to let through in one request.
const CHUNK = 8 * 1024 * 1024;
// Without a sign of life for so long, the connection is taken for dead: while bytes go out, while their
// arrival is confirmed, and while a whole file is looked at.
const SILENCE = 30_000;
const CONFIRMATION = 60_000;
const INSPECTION = 300_000;

const uploads = new URL(document.querySelector("[data-uploads]").dataset.uploads, location);

// `code` decides what comes next: "network", "behind" (more has arrived than we knew), "busy", "server", "signed_out",
// "csrf" and "gone" pass, the rest is final.
export class Failure extends Error {
  constructor(code, { message = "", status = 0, wait = 0 } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.wait = wait; // milliseconds that the server asks to wait
  }
}

const PASSING = { 0: "network", 401: "signed_out", 404: "gone", 409: "behind", 410: "gone", 429: "busy", 503: "busy" };

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    // Somebody in between answered with a page of their own.
    throw new Failure("server");
  }
}

function spoken(body) {
  try {
    return JSON.parse(body).error ?? {};
  } catch {
    return {};
  }
}

function failure(status, body, retryAfter) {
  const { code, message } = spoken(body);
  const wait = (Number(retryAfter) || 0) * 1000;
  if (code === "csrf") return new Failure("csrf", { status });
  if (status in PASSING) return new Failure(PASSING[status], { status, wait });
  // A full disk is an answer with a sentence; other trouble of the server's passes.
  if (status >= 500 && status !== 507) return new Failure("server", { status, wait });
  return new Failure(code || "refused", { message, status });
}

// What broke on the way is the network's fault; an answer without what the protocol asks for comes from somebody
// in between, as in hotels; anything else is a mistake of ours.
function asFailure(error) {
  if (error.causingError instanceof Failure) return error.causingError;
  if (error.causingError instanceof ProgressEvent) return new Failure("network");
  return error.originalRequest && !error.causingError ? new Failure("server") : error;
}

function examine(request, response) {
  const status = response.getStatus();
  // The client itself begins anew where the server does not know the upload any more, and only there.
  const forgotten = request.getMethod() === "HEAD" && [404, 410].includes(status);
  if (status < 400 || forgotten) return;
  throw failure(status, response.getBody(), response.getHeader("Retry-After"));
}

// The client asks for a stretch and sends it, even if it was stopped in between: then it must never get it.
function forOneAttempt(source, signal) {
  return {
    size: source.size,
    slice: async (start, end) => {
      const stretch = await source.slice(start, end, signal);
      return signal.aborted ? new Promise(() => {}) : stretch;
    },
    close: () => {},
  };
}

// Sends what `source` holds ({size: bytes or null, slice(start, end, signal): {value, done}}), going on at `url` where
// there is one. Resolves when all of it has arrived; rejects with a Failure. After `signal` aborts it does neither.
export function carry(source, { url, metadata, onUrl, onProgress, onSafe, signal }) {
  return new Promise((resolve, reject) => {
    const attempt = new AbortController();
    const end = (settle, value) => {
      watchdog.rest();
      attempt.abort();
      settle(value);
    };
    const watchdog = new Watchdog(() => {
      upload.abort();
      end(reject, new Failure("network"));
    });
    const upload = new window.tus.Upload(source, {
      endpoint: uploads.href,
      uploadUrl: url || null,
      metadata,
      chunkSize: CHUNK,
      retryDelays: null,
      storeFingerprintForResuming: false,
      uploadLengthDeferred: source.size === null,
      fileReader: { openFile: async () => forOneAttempt(source, attempt.signal) },
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(headers())) request.setHeader(name, value);
        watchdog.feed(CONFIRMATION);
      },
      onAfterResponse: (request, response) => {
        watchdog.rest();
        examine(request, response);
      },
      onProgress: (sent, total) => {
        onProgress(sent);
        watchdog.feed(sent === total ? INSPECTION : SILENCE);
      },
      // The answer to a part is no reason to expect another sign: a microphone may have nothing to send yet.
      onChunkComplete: (_size, offset) => {
        watchdog.rest();
        onSafe(offset);
      },
      onUploadUrlAvailable: () => onUrl(upload.url),
      onSuccess: () => end(resolve),
      onError: (error) => end(reject, asFailure(error)),
    });
    signal.addEventListener("abort", () => {
      watchdog.rest();
      attempt.abort();
      upload.abort();
    });
    upload.start();
  });
}

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { ...options, headers: { ...headers(), ...options.headers } });
  } catch {
    throw new Failure("network");
  }
  const body = await answer.text().catch(() => {
    throw new Failure("network");
  });
  if (!answer.ok) throw failure(answer.status, body, answer.headers.get("Retry-After"));
  return body && parsed(body);
}

// What has become of an upload: {state, offset, length, filename, recording, existing, error, tracks, …}.
export function lookUp(url, signal) {
  return ask(url, { signal });
}

export function discard(url) {
  return ask(url, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } });
}

// One's own uploads that have not arrived whole: [{id, offset, length, filename, metadata, expires_at}].
export async function unfinished() {
  return (await ask(uploads)).results.map((one) => ({ ...one, url: new URL(one.id, uploads).href }));
}

// "Transcribe again": the bytes are there already, so that an ordinary form request is enough.
export function order(address, fields) {
  return ask(address, { method: "POST", body: new URLSearchParams(fields) });
}
