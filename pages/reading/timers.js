// Notes which timers of a page will run soon, so that one can wait for what they may change.
(() => {
  const [SHORTEST, LONGEST, DEEPEST] = [20, 3000, 2];
  const key = Symbol.for("timers of this page");
  if (window[key]) return;
  const due = new Map();
  const own = { setTimeout: window.setTimeout, clearTimeout: window.clearTimeout };
  // A timer that sets the next one, as clocks do, has no end.
  let depth = 0;
  const setTimeout = function (run, wait, ...given) {
    const mine = depth + 1;
    if (typeof run !== "function") return own.setTimeout.call(window, run, wait, ...given);
    const id = own.setTimeout.call(window, (...passed) => {
      const before = depth;
      due.delete(id);
      depth = mine;
      try {
        return run.apply(window, passed);
      } finally {
        depth = before;
      }
    }, wait, ...given);
    if (wait >= SHORTEST && wait <= LONGEST && mine <= DEEPEST) due.set(id, performance.now() + Number(wait));
    return id;
  };
  const clearTimeout = function (id) {
    due.delete(id);
    return own.clearTimeout.call(window, id);
  };
  Object.defineProperty(window, key, { value: due });
  for (const each of [setTimeout, clearTimeout]) Object.defineProperty(window, each.name, { value: each, writable: true, configurable: true, enumerable: true });
})();
