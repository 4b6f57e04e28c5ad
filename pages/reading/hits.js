// What gets the clicks of a page.

const isRoot = (element) => /^(HTML|BODY|FRAMESET)$/.test(element.tagName);
// The innermost element that gets a click at a point of the window, in frames and shadow roots too.
const hitAt = (x, y) => {
  let root = document, found = null;
  for (;;) {
    const hit = root.elementFromPoint(x, y);
    if (!hit || hit === found) return found;
    found = hit;
    if (hit.shadowRoot) root = hit.shadowRoot;
    else if (isFrame(hit) && hit.contentDocument) {
      const box = hit.getBoundingClientRect();
      [x, y, root] = [x - box.left - hit.clientLeft, y - box.top - hit.clientTop, hit.contentDocument];
    } else return found;
  }
};
// Where in the window a click on an element goes.
const clickedAt = (element) => {
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  let [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  for (let frame = viewOf(element).frameElement; frame; frame = viewOf(frame).frameElement) {
    const around = frame.getBoundingClientRect();
    [x, y] = [x + around.left + frame.clientLeft, y + around.top + frame.clientTop];
  }
  return [x, y];
};
const isInWindow = ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
// Whether something else gets the clicks of a control; under a dialog that bars the page, the page itself does.
const isBarred = (control) => {
  const hit = hitAt(...clickedAt(control));
  return Boolean(hit) && !holds(control, hit) && (isRoot(hit) || !holds(hit, control));
};
// A control of a screen if not one of those in the window can be clicked.
const barredControl = (name, known, region, bar) => {
  const every = name === "menu" ? barItems(bar, known) : region ? controls(region) : [];
  const inWindow = every.filter((each) => visible(each) && isInWindow(clickedAt(each)));
  return inWindow.length && inWindow.every(isBarred) ? inWindow[0] : null;
};
