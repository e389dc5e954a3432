// The person's session: what a request needs of it, and how one finds out that it is back.

const LOOK_EVERY = 4000;
const note = document.getElementById("signed-out");
const cheap = document.querySelector("[data-lives]").dataset.lives;
let back = null;

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// Read anew for each request: signing in again, in another tab, changes the token.
export function headers() {
  return { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") };
}

// A page brings the token's cookie, where the browser has lost it.
export async function freshToken() {
  await fetch(location.pathname).catch(() => {});
}

async function signedIn() {
  try {
    return (await fetch(cheap, { headers: headers() })).ok;
  } catch {
    return false;
  }
}

function untilSignedIn() {
  return new Promise((resolve) => {
    let looking = false;
    const look = async () => {
      if (looking) return;
      looking = true;
      const found = await signedIn();
      looking = false;
      if (!found) return;
      clearInterval(timer);
      removeEventListener("focus", look);
      resolve();
    };
    const timer = setInterval(look, LOOK_EVERY);
    addEventListener("focus", look);
  });
}

// Says that one has to sign in again; resolves once somebody has, wherever.
export function signedOut() {
  back ??= (async () => {
    note.hidden = false;
    await untilSignedIn();
    note.hidden = true;
    back = null;
    document.dispatchEvent(new Event("signed-in"));
  })();
  return back;
}

document.addEventListener("signed-out", signedOut);
