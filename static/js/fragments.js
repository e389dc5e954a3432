// One fragment of a page, fetched and put in place by htmx; what went wrong becomes an exception.

export class SignedOut extends Error {}
export class Unanswered extends Error {}

// `swap` is "outerHTML" to replace `target`, or "none" where the answer's parts say themselves where they belong.
export function refresh(path, target, swap) {
  return new Promise((resolve, reject) => {
    const handler = (_element, { xhr }) => {
      if (xhr.status === 401) return reject(new SignedOut());
      if (xhr.status !== 200) return reject(new Unanswered(xhr.status));
      window.htmx.swap(target, xhr.responseText, { swapStyle: swap, swapDelay: 0, settleDelay: 0 });
      return resolve();
    };
    window.htmx.ajax("GET", path, { source: target, handler }).catch(() => reject(new Unanswered()));
  });
}

export function saySignedOut() {
  const words = document.body.dataset.signedOut;
  const link = { text: document.body.dataset.signIn, href: document.body.dataset.signInHref };
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: words, level: "warning", link } }));
}
