// In how many milliseconds the last timer runs that may still change the page, as `timers.js` notes them, or the last
// animation ends that does end.
async () => {
  // Menu scripts build their bar in a timer of 1 ms set while the page loads. One of the same delay that is set
  // later runs later, and so what is read after it has the bar that they made.
  await new Promise((passed) => setTimeout(passed, 1));
  const key = Symbol.for("timers of this page");
  const timersIn = (view) => {
    try {
      return [...(view[key]?.values() ?? [])].map((at) => at - view.performance.now());
    } catch {
      return []; // It is a frame of another site.
    }
  };
  const LONGEST = 3000;
  const movesIn = (view) => {
    try {
      return view.document.getAnimations().filter(({ playState }) => playState === "running")
        .map(({ effect, currentTime }) => effect.getComputedTiming().endTime - (currentTime ?? 0)).filter((left) => left <= LONGEST);
    } catch {
      return []; // As above, or the page has broken it.
    }
  };
  const viewsIn = (view) => [view, ...Array.from({ length: view.length }, (_, at) => viewsIn(view[at])).flat()];
  return Math.max(0, ...viewsIn(window).flatMap((view) => [...timersIn(view), ...movesIn(view)]));
}
