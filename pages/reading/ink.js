// What of a page is drawn so that a person can see it: what has ink, in a place where one can look.

const LEAST_SCALE = 0.1;
const FAR_PIXELS = 300;
const ON_TOP = "fixed sticky";

// How much of what is drawn shows through an element and all that is around it.
const opacityOf = remembered((element) => {
  const { opacity, display } = styleOf(element), own = display === "contents" ? 1 : Number(opacity);
  return own * (parentOf(element) ? opacityOf(parentOf(element)) : 1);
});
const hasOnlyClearColors = (picture) => {
  const colors = colorsIn(picture);
  return colors.length > 0 && colors.every((each) => each.alpha < LEAST_ALPHA);
};
// An effect on a whole part that leaves nothing of it that one could read.
const isEffaced = (style) => {
  const [, blur = 0] = BLUR.exec(style.filter) || [];
  return blur > LEAST_BLUR_EM * parseFloat(style.fontSize) || /(opacity|contrast|brightness)\(0(\.0\d*)?%?\)/.test(style.filter) ||
    hasOnlyClearColors(style.maskImage || style.webkitMaskImage || "") || showsItsBack(style);
};
// What is turned round, and is seen from the front alone.
const showsItsBack = (style) =>
  style.backfaceVisibility === "hidden" && style.transform !== "none" && new DOMMatrix(style.transform).m33 < 0;
// Cut down to nothing by a clip, or a group whose own opacity is hardly any.
const isCutAway = remembered((element) => {
  const style = styleOf(element);
  if (opacityOf(element) < LEAST_ALPHA || isEffaced(style)) return true;
  return style.clipPath !== "none" && isClippedAway(style, element.getBoundingClientRect());
});
const isInCut = remembered((element) => isCutAway(element) || Boolean(parentOf(element) && isInCut(parentOf(element))));

// Whether something that is drawn later hides the middle of a box. What lies over a whole page is no part of
// it, and what stays in place while one scrolls hides nothing for good.
const MOST_COVERED = 0.5;
// Which of two parts is drawn over the other: what is placed lies over what is not, and else the later one.
const layerOf = (element) => {
  const placed = smallest(element, isPlaced);
  return placed ? [parseInt(styleOf(placed).zIndex) || 0, 1] : [0, 0];
};
const isOver = (cover, element) => {
  const [[mine, isPlacedHere], [theirs, isPlacedThere]] = [layerOf(element), layerOf(cover)];
  return theirs === mine ? (isPlacedThere === isPlacedHere ? isBefore(element, cover) : isPlacedThere > isPlacedHere) : theirs > mine;
};
// Whether a part is drawn so that it hides for good what lies behind it.
const hides = (part, view) => {
  const style = styleOf(part);
  if (!isOpaque(part, style) || opacityOf(part) < 0.9) return false;
  if (smallest(part, (each) => ON_TOP.includes(styleOf(each).position))) return false;
  const over = part.getBoundingClientRect();
  // A label that floats over its field hides nothing, and neither does text beside its own line.
  const { innerWidth, innerHeight } = sightOf(view);
  return over.width * over.height <= MOST_COVERED * innerWidth * innerHeight && !nearest(part, "label");
};
// What lets clicks through is not found at its place.
const letsClicksThrough = (element) => styleOf(element).pointerEvents === "none";
// What lets clicks through may be a frame, which is mostly clear.
const clearPanes = remembered((page) => select(page, "*").filter((each) => letsClicksThrough(each) && isPlaced(each) && hasOwnGround(each) && hides(each, viewOf(each))));
const inOuter = ({ left, right, top, bottom }, frame) => {
  const around = frame.getBoundingClientRect(), x = around.left + frame.clientLeft, y = around.top + frame.clientTop;
  return { left: left + x, right: right + x, top: top + y, bottom: bottom + y };
};
const isCovered = (box, element) => {
  const view = viewOf(element), root = element.getRootNode();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  if (!isInSight(x, y, view) || !root.elementsFromPoint || !isScrolledTo(x, y, element)) return false;
  const frame = view.frameElement;
  if (frame && isCovered(inOuter(box, frame), frame)) return true;
  const isApart = (part) => !holds(part, element) && !holds(element, part);
  if (clearPanes(wholePage()).some((pane) => isApart(pane) && holdsPoint(pane.getBoundingClientRect(), x, y) && isOver(pane, element))) return true;
  // To find all that is at a point takes several times as long as what lies on top.
  const onTop = root.elementFromPoint(x, y);
  if (onTop && holds(element, onTop)) return false;
  // What a page puts into a slot is found as a part of its host.
  const isUnder = onTop && onTop !== root.host && onTop !== smallest(element, (each) => styleOf(each).display !== "contents");
  const isLeft = () => {
    if (isUnder) overlaid.add(element);
    return false;
  };
  const there = root.elementsFromPoint(x, y);
  const isThere = there.some((each) => holds(element, each));
  for (const each of there) {
    if (holds(element, each)) return isLeft();
    // A part is under what is in it, unless that is sent behind the ground of the part.
    if (holds(each, element) && !isThere) return isLeft();
    if (letsClicksThrough(element) && !isOver(each, element)) continue;
    if (hides(each, view)) return true;
  }
  return isLeft();
};
// Whether a control is sent behind the ground of a part that it is in.
const isBehindGround = (box, element) => {
  const root = element.getRootNode(), view = viewOf(element);
  if (!root.elementsFromPoint || letsClicksThrough(element)) return false;
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const onTop = root.elementFromPoint(x, y);
  if (!onTop || holds(element, onTop)) return false;
  const there = root.elementsFromPoint(x, y);
  const at = there.findIndex((each) => holds(element, each));
  return there.slice(0, at < 0 ? there.length : at).some((each) => holds(each, element) && hides(each, view));
};
// Where a style sheet draws a pane over or under a part and what is in it, which no script can find at its place.
const boxOfPane = (element, style) => {
  if (/^(none|normal)$/.test(style.content) || !/^(absolute|fixed)$/.test(style.position)) return null;
  const holder = smallest(element, isPlaced);
  const box = (holder ?? element.ownerDocument.documentElement).getBoundingClientRect();
  const [left, top] = [box.left + parseFloat(style.left), box.top + parseFloat(style.top)];
  return { left, top, right: left + parseFloat(style.width), bottom: top + parseFloat(style.height) };
};
const paneOf = (element, which) => {
  const style = getComputedStyle(element, which);
  const isOverIt = style.content !== "none" && style.position === "absolute" && !(parseInt(style.zIndex) < 0);
  const isSolid = isOverIt && !isOfPixels(style.backgroundImage) && isOpaque(element, style) && style.opacity > 0.9;
  const box = isSolid || (isOverIt && paints(style)) ? boxOfPane(element, style) : null;
  return box && { ...box, element, isSolid, reach: reachOf(style), level: parseInt(style.zIndex) || 0, isFirst: which === "::before" };
};
const panesOver = remembered((element) =>
  element ? [paneOf(element, "::before"), paneOf(element, "::after"), ...panesOver(parentOf(element))].filter(Boolean) : []);
// What is placed in a part is drawn over a pane that comes before it there.
const isLiftedOver = (element, pane) => {
  const placed = smallest(element, isPlaced);
  if (!placed || placed === pane.element || !holds(pane.element, placed)) return false;
  const level = parseInt(styleOf(placed).zIndex) || 0;
  return level > pane.level || (level === pane.level && pane.isFirst);
};
const isUnderPane = (box, element) => {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return panesOver(element).some((pane) => pane.isSolid && holdsPoint(pane, x, y) && !isLiftedOver(element, pane));
};
const isUnderFaintPane = (box, element) =>
  panesOver(element).some((pane) => !pane.isSolid && !isNothing(within(widened(pane, pane.reach), box)));
// The colors in which letters are drawn: their own, that of their line around, and those of their shadows.
const MOST_APART_EM = 2;
const inksOf = (style, element) => {
  const far = MOST_APART_EM * parseFloat(style.fontSize);
  const shadows = style.textShadow === "none" ? [] : style.textShadow.split(/,(?![^(]*\))/);
  const isNear = (shadow) => shadow.replace(/[a-z-]+\([^)]*\)/g, "").match(/-?[\d.]+(?=px)/g)?.slice(0, 2).every((each) => Math.abs(each) < far);
  const outline = parseFloat(style.webkitTextStrokeWidth) > 0 ? [style.webkitTextStrokeColor] : [];
  const letters = element.ownerSVGElement ? style.fill.replace("none", "transparent") : style.webkitTextFillColor || style.color;
  return [letters, ...outline, ...shadows.filter(isNear).map((each) => colorsIn(each)[0])]
    .map((each) => (typeof each === "string" ? colorOf(each) : each)).filter(Boolean);
};
const isPale = (style, element) => {
  const isFilled = /text/.test(style.webkitBackgroundClip || style.backgroundClip);
  if (isFilled && isOfPixels(style.backgroundImage)) return false;
  const filling = isFilled ? [...colorsIn(style.backgroundImage), colorOf(style.backgroundColor)].filter(Boolean) : [];
  const all = [...inksOf(style, element), ...filling], inks = all.filter((each) => each.alpha >= LEAST_ALPHA);
  if (!inks.length) return all.length > 0;
  const grounds = groundsOf(isFilled ? parentOf(element) : element), blend = blendOf(element);
  const isLost = (ink) => grounds.every((each) => isAlike(blended(ink, each, blend), each));
  return grounds.length > 0 && inks.every(isLost) && !liesOnOther(element, inks);
};
// Whether something else than the grounds of the parts around an element is drawn under it.
const liesOnOther = (element, inks) => {
  const box = element.getBoundingClientRect(), view = viewOf(element), root = element.getRootNode();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  if (liesOnPane(element, x, y, inks)) return true;
  if (!isInSight(x, y, view) || !root.elementsFromPoint)
    return select(wholePage(), "img, video, canvas, svg").map((each) => each.getBoundingClientRect()).some((each) => holdsPoint(each, x, y));
  return root.elementsFromPoint(x, y).some((each) => !holds(each, element) && !holds(element, each) && isOpaque(each, styleOf(each)));
};
// Whether a style sheet draws a pane of another color, or the shadow of a part's own edge, under an element.
const liesOnPane = (element, x, y, inks) => {
  const differs = (color) => color && color.alpha >= LEAST_ALPHA && !inks.some((ink) => isAlike(ink, color));
  for (let part = element; part; part = parentOf(part)) {
    const shadow = styleOf(part).boxShadow;
    if (/inset/.test(shadow) && differs(colorsIn(shadow)[0]) && / [1-9]\d+px inset/.test(shadow)) return true;
    for (const which of ["::before", "::after"]) {
      const style = getComputedStyle(part, which), box = boxOfPane(part, style);
      if (box && holdsPoint(box, x, y) && (hasPicture(style) || differs(colorOf(style.backgroundColor)))) return true;
    }
  }
  return false;
};

// How a part is turned with all that it is in, if it is.
const turnOf = remembered((element) => {
  const { transform, scale, display } = styleOf(element), outer = parentOf(element) ? turnOf(parentOf(element)) : null;
  if (display === "inline" || (transform === "none" && scale === "none")) return outer;
  const [across = 1, down = across] = scale === "none" ? [] : scale.split(" ").map(Number);
  return (outer ?? new DOMMatrix()).scale(across, down).multiply(new DOMMatrix(transform === "none" ? "" : transform));
});
// Mirrored or upside down; what runs down a page is often turned round, too.
const isReversed = (element, style) => {
  const turn = turnOf(element);
  if (!turn) return false;
  return turn.m11 * turn.m22 - turn.m12 * turn.m21 < 0 || (turn.m11 < -0.7 && turn.m22 < -0.7 && style.writingMode === "horizontal-tb");
};
// Dots instead of letters, or content that the browser is told to skip.
const showsNoLetters = (style) => !/^(none|)$/.test(style.webkitTextSecurity || "") || style.contentVisibility === "hidden";
// Letters too small to be read, or that lie upon each other: the narrowest ones are a fifth of their height wide.
const LEAST_LETTER_EM = 0.1, LEAST_LINE_PIXELS = 4.5;
const isTooSmall = (node, range, style) => {
  const letters = node.data.trim().length, boxes = [...range.getClientRects()];
  if (letters < 3 || !boxes.length) return parseFloat(style.fontSize) < LEAST_LINE_PIXELS;
  const long = boxes.reduce((sum, { width, height }) => sum + Math.max(width, height), 0);
  const thick = Math.max(...boxes.map(({ width, height }) => Math.min(width, height)));
  return thick < LEAST_LINE_PIXELS || long < LEAST_LETTER_EM * parseFloat(style.fontSize) * letters;
};
const boxOfText = remembered((node) => {
  const range = node.ownerDocument.createRange();
  range.selectNodeContents(node);
  return [range, range.getBoundingClientRect()];
});
// The letters of a text that no part around it cuts off, and nothing over its line hides.
const MOST_LETTERS = 400;
const halvesOf = ({ left, right, top, bottom }) => {
  const middle = (left + right) / 2;
  return [{ left, right: middle, top, bottom }, { left: middle, right, top, bottom }];
};
// The letters of a text that nothing cuts off or hides.
const lettersOf = (node, isBehind, isLost = isGone) => {
  const element = parentOf(node), [range, box] = boxOfText(node);
  const { width, height } = clippedBox(box, element);
  const isCut = box.width - width >= LEAST_PIXELS || box.height - height >= LEAST_PIXELS;
  const isHidden = range.getClientRects().length === 1 && halvesOf(box).some((half) => isBehind(half, element));
  if (!(isCut || isHidden || gone.has(node)) || node.data.length > MOST_LETTERS) return node.data;
  const one = node.ownerDocument.createRange();
  return [...Array(node.data.length).keys()].filter((at) => {
    if (isLost(node, at)) return false;
    one.setStart(node, at);
    one.setEnd(node, at + 1);
    const letter = one.getBoundingClientRect(), seen = clippedBox(letter, element);
    if (!letter.width) return true;
    return seen.width >= letter.width / 2 && seen.height >= letter.height / 2 && !(isHidden && isBehind(letter, element));
  }).map((at) => node.data[at]).join("");
};
const uncut = remembered((node) => lettersOf(node, isCovered));
// Whether a person sees the words of a text.
const hasInkBut = (node, isBehind) => {
  const element = parentOf(node);
  if (!element || !node.data.trim()) return true;
  const style = styleOf(element);
  if (parseFloat(style.fontSize) < LEAST_PIXELS || isPale(style, element) || showsNoLetters(style) || isReversed(element, style)) return false;
  // What stands in a disclosure without an element of its own has a place even while it is closed.
  if (element.tagName === "DETAILS" && !element.open) return false;
  const [range, box] = boxOfText(node);
  if (isTooSmall(node, range, style) || drawsOtherLetters(node.data, style, node.ownerDocument)) return false;
  return isToBeSeenAt(clippedBox(box, element), element, isBehind) && !isAllGone(node);
};
const hasInk = remembered((node) => {
  const has = hasInkBut(node, isCovered);
  if (has && node.data.trim()) doubt(node, boxOfText(node)[1]);
  return has;
});
const isToBeSeenAt = (seen, element, isBehind = isCovered) =>
  !isNothing(seen) && !isOffPage(seen, element) && !isBehind(seen, element) && !isUnderPane(seen, element);
// Whether a person sees the words on a button that is a field, and those that stand in an empty field.
const faceHasInk = (field) => {
  const style = styleOf(field);
  if (parseFloat(style.fontSize) < LEAST_LINE_PIXELS || Math.abs(parseFloat(style.textIndent)) > FAR_PIXELS) return false;
  return !isPale(style, field) && !showsNoLetters(style) && isToBeSeenAt(clippedBox(field.getBoundingClientRect(), field), field);
};
const placeholderHasInk = (field) => {
  const style = getComputedStyle(field, "::placeholder");
  const isSized = parseFloat(style.fontSize) >= LEAST_LINE_PIXELS && Math.abs(parseFloat(style.textIndent)) <= FAR_PIXELS;
  return !field.value && isSized && style.visibility === "visible" && style.opacity >= LEAST_ALPHA && !isPale(style, field);
};
// Whether an element itself is drawn.
const isDrawn = remembered((element) => {
  const isRendered = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  if (!isRendered || !element.getClientRects().length || isInCut(element)) return false;
  const seen = clippedBox(element.getBoundingClientRect(), element);
  if (!isNothing(seen)) return !isOffPage(seen, element) && !(element.matches("input, select, textarea, button") && isBehindGround(seen, element));
  // What floats in it or is placed by it gives a link no size of its own.
  return [...childrenOf(element)].some((child) => (child.nodeType === Node.ELEMENT_NODE ? isDrawn(child) : child.data?.trim() && hasInk(child)));
});
// Frameworks keep the real box out of sight and draw another one: its label, or what stands beside it.
const drawnFor = (box) => {
  const [label] = [...(box.labels || [])].filter(isDrawn);
  if (label) return label;
  for (let part = box, level = 0; part && level < 3; part = parentOf(part), level++) {
    const beside = [...(parentOf(part) || box).children].find((each) => each !== part && !each.matches(`${FIELDS}, label`) && isDrawn(each) && !tidy(text(each)));
    if (beside) return beside;
  }
  return null;
};
const isBox = (element) => element.matches("input[type=checkbox], input[type=radio]");
const visible = remembered((element) => isDrawn(element) || (isBox(element) && Boolean(drawnFor(element))));
