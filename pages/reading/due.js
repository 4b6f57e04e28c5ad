// In how many milliseconds each timer runs that may still change the page, as `timers.js` notes them, with the script of
// one that runs again and again; each animation ends that does end; and the page goes on by itself.
async () => {
  // Menu scripts build their bar in a timer of 1 ms set while the page loads. One of the same delay that is set
  // later runs later, and so what is read after it has the bar that they made.
  await new Promise((passed) => setTimeout(passed, 1));
  const key = Symbol.for("timers of this page");
  const timersIn = (view) => {
    try {
      return [...(view[key]?.values() ?? [])].map(({ at, script }) => [script, Math.max(at - view.performance.now(), script ? 1 : 0)]);
    } catch {
      return []; // It is a frame of another site.
    }
  };
  const LONGEST = 3000;
  const movesIn = (view) => {
    try {
      return view.document.getAnimations().filter(({ playState }) => playState === "running")
        .map(({ effect, currentTime }) => effect.getComputedTiming().endTime - (currentTime ?? 0)).filter((left) => left <= LONGEST).map((left) => ["", left]);
    } catch {
      return []; // As above, or the page has broken it.
    }
  };
  const viewsIn = (view) => [view, ...Array.from({ length: view.length }, (_, at) => viewsIn(view[at])).flat()];
  // It counts from when the page has come as a whole, and to ask for the next one takes a moment.
  const SLACK = 300, came = performance.getEntriesByType("navigation")[0]?.loadEventEnd || performance.now();
  const onward = /^\s*([\d.]+)/.exec(document.querySelector("meta[http-equiv=refresh i]")?.content ?? "");
  const goesOn = onward ? [["", onward[1] * 1000 + SLACK + came - performance.now()]].filter(([, left]) => left <= LONGEST) : [];
  return [...viewsIn(window).flatMap((view) => [...timersIn(view), ...movesIn(view)]), ...goesOn].filter(([, left]) => left > 0);
}
