// What lies over a page and gets the clicks meant for it: a notice, a banner, a dialog, or a pane that nobody sees.

const DIALOGS = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]";
const MOST_NAME = 80;
const STEPS = 6;
const isFloating = (element) => element.matches(DIALOGS) || /fixed|absolute|sticky/.test(styleOf(element).position);

// A frame's own body is no part; the frame may be one.
const orFrame = (element) => (element && isRoot(element) && viewOf(element).frameElement) || element;
// The outermost part around an element that floats over the page, and has none of what lies under it.
const partAround = (element, isUnder) => {
  let part = null;
  for (let each = orFrame(element); each && !isRoot(each) && !isUnder(each); each = orFrame(parentOf(each))) if (isFloating(each)) part = each;
  return part;
};
const isShowing = (element) => visible(element) && isDrawn(element);
const buttonsIn = (part) =>
  [...(part.matches(BUTTONS) ? [part] : []), ...select(part, `${BUTTONS}, ${LINKS}`)]
    .filter((each) => isShowing(each) && (each.matches(BUTTONS) || !target(each)))
    .map((each) => faceOf(each) || tidy(each.ariaLabel || "")).filter(Boolean);
const linesIn = (part) => lines(part, (node) => node !== part && node.matches(BUTTONS));
const saysSomething = (part) => linesIn(part).length > 0 || buttonsIn(part).length > 0;
const hasPaint = (element) => {
  const style = styleOf(element), color = colorOf(style.backgroundColor);
  const isPainted = hasPicture(style) || element.matches(PICTURE) || /^I?FRAME$/.test(element.tagName) || !color || color.alpha * opacityOf(element) >= LEAST_ALPHA;
  return isShowing(element) && opacityOf(element) >= LEAST_ALPHA && isPainted;
};
const isToBeSeen = (part) => saysSomething(part) || [part, ...select(part, "*")].some(hasPaint);
const HEADINGS_IN = "h1, h2, h3, h4, h5, h6, [role=heading], legend, summary";
const nameIn = (part) => {
  const said = linesIn(part);
  const title = select(part, HEADINGS_IN).filter(isShowing).map((each) => tidy(text(each))).find(Boolean);
  const own = [part, ...select(part, DIALOGS)].map((each) => tidy(each.ariaLabel || each.title || "")).find(Boolean);
  const picture = select(part, PICTURE).filter(isShowing).map(nameOf)[0];
  const name = title || said.find((line) => /\p{L}/u.test(line)) || own || picture || buttonsIn(part)[0] || "without words";
  return name.length > MOST_NAME ? `${name.slice(0, name.lastIndexOf(" ", MOST_NAME))} …` : name;
};
const isWholePage = (part) => {
  const box = part.getBoundingClientRect(), view = viewOf(part);
  const [wide, high] = [Math.min(box.right, view.innerWidth) - Math.max(box.left, 0), Math.min(box.bottom, view.innerHeight) - Math.max(box.top, 0)];
  return wide * high > MOST_COVERED * view.innerWidth * view.innerHeight || (part.tagName === "DIALOG" && part.matches(":modal"));
};
const described = (part, pane) => ({
  kind: part.matches(DIALOGS) || select(part, DIALOGS).some(isShowing) ? "dialog" : "notice",
  name: nameIn(part), buttons: buttonsIn(part), lines: lines(part),
  faces: select(part, `${FIELDS}, ${BUTTONS}, ${LINKS}, ${PICTURE}`).filter(isShowing).map((each) => (each.matches(FIELDS) ? captionOf(each) : each.matches(PICTURE) ? nameOf(each) : faceOf(each))),
  is_whole: isWholePage(part) || isWholePage(pane), is_seen: isToBeSeen(part) || isToBeSeen(pane),
});
// The parts that float over the page where they are, the topmost ones.
const floatingParts = (isUnder) => {
  const found = new Set();
  for (let across = 1; across < 2 * STEPS; across++)
    for (let down = 1; down < 2 * STEPS; down++) {
      const hit = hitAt((innerWidth * across) / (2 * STEPS), (innerHeight * down) / (2 * STEPS));
      const part = hit && partAround(hit, isUnder);
      if (part && !part.matches(SITES_OWN)) found.add(part);
    }
  select(wholePage(), DIALOGS).filter((each) => isShowing(each) && !isUnder(each)).forEach((each) => found.add(partAround(each, isUnder)));
  return [...found].filter(saysSomething);
};
const isModal = (part) => [part, ...select(part, DIALOGS)].some((each) => each.matches("dialog:modal, [aria-modal=true], [role=alertdialog]"));
const coverOver = (control) => {
  lookAgain();
  const isUnder = (each) => holds(each, control);
  const hit = hitAt(...clickedAt(control));
  const pane = hit && !isUnder(hit) && !holds(control, hit) ? partAround(hit, isUnder) ?? orFrame(hit) : null;
  if (pane && saysSomething(pane)) return described(pane, pane);
  // What shades or bars the page may be apart from what is to be read over it.
  const [part] = floatingParts(isUnder).filter((each) => each !== pane && (pane ? isOver(each, pane) || isBefore(pane, each) : isModal(each)));
  return part || pane ? described(part ?? pane, pane ?? part) : null;
};
// All that floats over a screen; a screen's own part may float itself.
const coversOf = (name, known) => {
  lookAgain();
  const page = wholePage(), own = [REGIONS[name](page, known), menuBar(page, known)].filter(Boolean);
  return floatingParts((each) => own.some((one) => holds(each, one))).map((each) => described(each, each));
};
// What keeps every control of a screen from being clicked.
const coverOfScreen = (name, known) => {
  lookAgain();
  const page = wholePage(), bar = menuBar(page, known);
  const control = barredControl(name, known, REGIONS[name](page, known), bar);
  return control && coverOver(control);
};
