// Tabs tell one another what they are busy with. A tab that is gone, however it went, holds nothing.

// Returns what lets go of it again. Where the browser has no locks (plain HTTP in a house), nobody is told.
export function hold(name) {
  const until = new AbortController();
  navigator.locks?.request(name, () => new Promise((resolve) => until.signal.addEventListener("abort", resolve)));
  return () => until.abort();
}

export async function held() {
  const all = await navigator.locks?.query();
  return new Set(all?.held.map((lock) => lock.name));
}
