// Where on a page a person can look: what cuts off or scrolls what is in it, and what is out of reach.

const LEAST_PIXELS = 2;
const EVERYWHERE = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
const isPlaced = (element) => {
  const style = styleOf(element);
  return style.position !== "static" || style.transform !== "none";
};
const isEdge = (element) => /^(HTML|BODY)$/.test(element.tagName) || isFrame(element);
// The part in which an element is cut off or scrolled: one that is lifted out of the flow is only in those that it is
// placed in, and one that is fixed in none but the window.
const holderOf = (element) => {
  const { position } = styleOf(element), parent = parentOf(element);
  if (position === "fixed") return parent && smallest(parent, (each) => styleOf(each).transform !== "none");
  return position === "absolute" && parent ? smallest(parent, isPlaced) : parent;
};
const isFixed = remembered((element) => {
  const holder = holderOf(element);
  return holder && !isEdge(holder) ? isFixed(holder) : styleOf(element).position === "fixed";
});
const scrolls = (style) => /auto|scroll/.test(style.overflowX + style.overflowY);
const hasOwnBox = (element, style) => !/^(inline|contents)$/.test(style.display) || /^svg$/i.test(element.tagName);
const scrollerOf = remembered((element) => {
  const holder = holderOf(element);
  if (!holder || isEdge(holder)) return null;
  return scrolls(styleOf(holder)) && hasOwnBox(holder, styleOf(holder)) ? holder : scrollerOf(holder);
});

const within = (one, other) => ({
  left: Math.max(one.left, other.left), right: Math.min(one.right, other.right),
  top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom),
});
const isNothing = (box) => Math.min(box.right - box.left, box.bottom - box.top) < LEAST_PIXELS;
const holdsPoint = (box, x, y) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
// Where (in its window) a part lets its content be seen.
const openingOf = (element, style, box) => {
  const paints = /paint|strict|content/.test(style.contain);
  const [cutsAcross, cutsDown] = [style.overflowX, style.overflowY].map((each) => paints || each !== "visible");
  const [left, right] = cutsAcross ? [box.left, box.right] : [-Infinity, Infinity];
  const [top, bottom] = cutsDown ? [box.top, box.bottom] : [-Infinity, Infinity];
  return { left, top, right, bottom };
};
const windowOf = remembered((element) => {
  if (isEdge(element)) return EVERYWHERE;
  const style = styleOf(element), holder = holderOf(element), outer = holder ? windowOf(holder) : EVERYWHERE;
  const clip = clipOf(element, style);
  const around = clip ? within(outer, clip) : outer;
  if (!hasOwnBox(element, style)) return around;
  const box = element.getBoundingClientRect(), inner = within(around, openingOf(element, style, box));
  if (!scrolls(style) || isNothing(within(around, box))) return inner;
  // One can scroll to all that is in a part which scrolls, if anything of the part itself is in sight.
  const [across, down] = [style.overflowX, style.overflowY].map((each) => /auto|scroll/.test(each));
  const { left, right } = across ? EVERYWHERE : inner, { top, bottom } = down ? EVERYWHERE : inner;
  return { left, top, right, bottom };
});
const clippedBox = (box, element) => {
  const seen = within(box, windowOf(element));
  return { ...seen, width: seen.right - seen.left, height: seen.bottom - seen.top };
};

const viewOf = (element) => element.ownerDocument.defaultView ?? window;
// Each of these makes the browser look whether its layout still holds.
const sightOf = remembered((view) => {
  const { scrollX, scrollY, innerWidth, innerHeight, document: { documentElement: root, body } } = view;
  const cuts = [root, body].some((each) => each && /hidden|clip/.test(getComputedStyle(each).overflowX));
  // Nobody scrolls sideways for two windows, and nobody can where the page does not let one.
  return { scrollX, scrollY, innerWidth, innerHeight, farRight: (cuts ? 1 : 2) * innerWidth };
});
const isOffPage = (box, element) => {
  const scroller = scrollerOf(element);
  if (scroller) {
    const around = scroller.getBoundingClientRect();
    const isBeforeIt = box.right - around.left + Math.abs(scroller.scrollLeft) <= 0 || box.bottom - around.top + scroller.scrollTop <= 0;
    return isBeforeIt || isOffPage(around, scroller);
  }
  const view = viewOf(element), { scrollX, scrollY, innerWidth, innerHeight, farRight } = sightOf(view);
  if (view.frameElement && isOutOfReach(view.frameElement)) return true;
  if (isFixed(element) && (box.left >= innerWidth || box.top >= innerHeight || box.right <= 0 || box.bottom <= 0)) return true;
  return box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || box.left + scrollX >= farRight;
};
const isOutOfReach = remembered((element) => {
  const seen = clippedBox(element.getBoundingClientRect(), element);
  return isNothing(seen) || isOffPage(seen, element);
});
const isInSight = (x, y, view) => x >= 0 && y >= 0 && x < sightOf(view).innerWidth && y < sightOf(view).innerHeight;
// Whether a point is where one sees it now, and not scrolled out of a part around it.
const isScrolledTo = (x, y, element) => {
  const scroller = scrollerOf(element);
  return !scroller || (holdsPoint(scroller.getBoundingClientRect(), x, y) && isScrolledTo(x, y, scroller));
};
