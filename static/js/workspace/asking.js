// Requests of the workspace: JSON there, JSON back; what goes wrong becomes an exception that says what to do next.

const PATIENCE = 20000; // milliseconds

export class SignedOut extends Error {}
export class NoConnection extends Error {}
// The server answered, and will not: `code` for programs, `message` for people, `body` all that it said.
export class Refused extends Error {
  constructor(status, body) {
    super(body?.error?.message ?? "");
    this.status = status;
    this.code = body?.error?.code ?? "";
    this.body = body ?? {};
  }
}

// Read anew for each request: signing in again, in another tab, changes the token.
function token() {
  const found = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return found ? decodeURIComponent(found.slice("csrftoken=".length)) : "";
}

async function answerTo(path, options) {
  const headers = { Accept: "application/json", "X-CSRFToken": token(), ...options.headers };
  try {
    return await fetch(path, { signal: AbortSignal.timeout(PATIENCE), ...options, headers });
  } catch {
    throw new NoConnection();
  }
}

// With `body`, a POST.
export async function asked(path, body, options = {}) {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const answer = await answerTo(path, { ...sent, ...options });
  if (answer.status === 401) throw new SignedOut();
  const told = await answer.json().catch(() => null);
  // A server that is being started again, or a proxy in its place, is as good as none.
  if (answer.status >= 500 || (answer.ok && told === null)) throw new NoConnection();
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}
