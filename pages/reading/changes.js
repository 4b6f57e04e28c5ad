// How long ago (ms) the page last changed, as far as that is known: from the first time that one asks.
// What changes over and over, such as a clock, counts only the first times.
() => {
  const MOST = 4;
  const key = Symbol.for("changes of this page");
  if (!window[key]) {
    const seen = { at: performance.now() };
    const times = new WeakMap();
    Object.defineProperty(window, key, { value: seen });
    new MutationObserver((records) => {
      for (const target of new Set(records.map((record) => record.target))) {
        times.set(target, (times.get(target) || 0) + 1);
        if (times.get(target) <= MOST) seen.at = performance.now();
      }
    }).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  }
  return document.readyState === "loading" ? 0 : performance.now() - window[key].at;
}
