// Notes which timers of a page will run soon, so that one can wait for what they may change.
(() => {
  const [SHORTEST, LONGEST, DEEPEST, LONGEST_CHAIN, SOON, LETTERS] = [20, 3000, 2, 2000, 100, 200];
  const key = Symbol.for("timers of this page");
  if (window[key]) return;
  const due = new Map(), own = {};
  for (const name of ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "requestAnimationFrame", "cancelAnimationFrame", "requestIdleCallback", "cancelIdleCallback"])
    own[name] = window[name];
  // A timer that sets the next one, as clocks do, has no end. Such a chain is known by its script, and counts for a while.
  let chain = null;
  const next = () => (chain ? { began: chain.began, depth: chain.depth + 1 } : { began: performance.now(), depth: 1 });
  const running = (mine, run, given) => {
    const before = chain;
    chain = mine;
    try {
      return run.apply(window, given);
    } finally {
      chain = before;
    }
  };
  const noteRepeated = (id, mine, wait, run) => {
    const at = performance.now() + Number(wait);
    if (at - mine.began <= LONGEST_CHAIN) due.set(id, { at, script: String(run).slice(0, LETTERS) });
    else due.delete(id);
  };
  const setTimeout = function (run, wait, ...given) {
    const mine = next();
    if (typeof run !== "function") return own.setTimeout.call(window, run, wait, ...given);
    const id = own.setTimeout.call(window, (...passed) => {
      due.delete(id);
      return running(mine, run, passed);
    }, wait, ...given);
    if (mine.depth > DEEPEST) noteRepeated(id, mine, wait, run);
    else if (wait >= SHORTEST && wait <= LONGEST) due.set(id, { at: performance.now() + Number(wait), script: "" });
    return id;
  };
  const setInterval = function (run, wait, ...given) {
    const mine = next();
    if (typeof run !== "function") return own.setInterval.call(window, run, wait, ...given);
    const id = own.setInterval.call(window, (...passed) => {
      if (due.has(id)) noteRepeated(id, mine, wait, run);
      return running(mine, run, passed);
    }, wait, ...given);
    noteRepeated(id, mine, wait ?? 0, run);
    return id;
  };
  const clearTimeout = function (id) {
    due.delete(id);
    return own.clearTimeout.call(window, id);
  };
  const clearInterval = function (id) {
    due.delete(id);
    return own.clearInterval.call(window, id);
  };
  // What draws frame by frame, or in idle moments, is a chain, too.
  const chained = (name, kind) => function (run, ...more) {
    const mine = next();
    const id = own[name].call(window, (...passed) => {
      due.delete(`${kind} ${id}`);
      return running(mine, run, passed);
    }, ...more);
    if (mine.depth > DEEPEST) noteRepeated(`${kind} ${id}`, mine, SOON, run);
    return id;
  };
  const cancelled = (name, kind) => function (id) {
    due.delete(`${kind} ${id}`);
    return own[name].call(window, id);
  };
  const made = {
    setTimeout, clearTimeout, setInterval, clearInterval,
    requestAnimationFrame: chained("requestAnimationFrame", "frame"), cancelAnimationFrame: cancelled("cancelAnimationFrame", "frame"),
    requestIdleCallback: chained("requestIdleCallback", "idle"), cancelIdleCallback: cancelled("cancelIdleCallback", "idle"),
  };
  Object.defineProperty(window, key, { value: due });
  for (const [name, value] of Object.entries(made)) if (own[name]) Object.defineProperty(window, name, { value, writable: true, configurable: true, enumerable: true });
  const postTask = window.scheduler?.postTask;
  if (!postTask) return;
  const noted = function (run, options) {
    const id = Symbol("task"), mine = next(), wait = options?.delay ?? 0;
    if (wait >= SHORTEST && wait <= LONGEST && mine.depth <= DEEPEST) due.set(id, { at: performance.now() + Number(wait), script: "" });
    return postTask.call(window.scheduler, (...passed) => {
      due.delete(id);
      return running(mine, run, passed);
    }, options);
  };
  Object.defineProperty(window.scheduler, "postTask", { value: noted, writable: true, configurable: true, enumerable: true });
})();
