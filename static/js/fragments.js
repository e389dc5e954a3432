// One fragment of a page, fetched and put in place by htmx; what went wrong becomes an exception.

export class SignedOut extends Error {}
export class Unanswered extends Error {}
// What the page is about has been removed since, or is not this person's to see any more.
export class Gone extends Unanswered {}

// `swap` is htmx's word for how the answer takes the place of `target`, such as "outerHTML".
export function refresh(path, target, swap) {
  return new Promise((resolve, reject) => {
    const handler = (_element, { xhr }) => {
      if (xhr.status === 401) return reject(new SignedOut());
      if (xhr.status === 404) return reject(new Gone());
      if (xhr.status !== 200) return reject(new Unanswered(xhr.status));
      window.htmx.swap(target, xhr.responseText, { swapStyle: swap, swapDelay: 0, settleDelay: 0 });
      return resolve();
    };
    window.htmx.ajax("GET", path, { source: target, handler }).catch(() => reject(new Unanswered()));
  });
}

async function bodyOf(path) {
  const answer = await fetch(path, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.status === 401) throw new SignedOut();
  if (!answer?.ok) throw new Unanswered(answer?.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

// The same for one element that is not to be put in place as it comes.
export async function fetched(path) {
  return (await bodyOf(path)).firstElementChild;
}

// Many small parts at once: each takes the place of the element with its id.
export async function refreshParts(path) {
  for (const part of [...(await bodyOf(path)).children]) document.getElementById(part.id)?.replaceWith(part);
}

export function sayGone() {
  const text = document.body.dataset.gone;
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "warning" } }));
}

export function saySignedOut() {
  const words = document.body.dataset.signedOut;
  const link = { text: document.body.dataset.signIn, href: document.body.dataset.signInHref };
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: words, level: "warning", link } }));
}
