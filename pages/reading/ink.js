// What of a page is drawn so that a person can see it: what has ink, in a place where one can look.

const LEAST_PIXELS = 2;
const LEAST_ALPHA = 0.1;
const LEAST_CONTRAST = 1.1;
const LEAST_DISTANCE = 60;
const ON_TOP = "fixed sticky";

// Colors have many notations, and a drawn one has only one.
const drawnColor = (value) => {
  if (!CSS.supports("color", value)) return null;
  const brush = new OffscreenCanvas(1, 1).getContext("2d");
  brush.fillStyle = value;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return { red, green, blue, alpha: alpha / 255 };
};
const colorOf = remembered((value) => {
  const numbers = (/^(rgba?)\(([^)]*)\)$/.exec(value) || [])[2];
  if (!numbers) return value ? drawnColor(value) : null;
  const [red, green, blue, alpha = 1] = numbers.split(/[\s,/]+/).map(Number);
  return { red, green, blue, alpha };
});
// The contrast of two colors as the Web Content Accessibility Guidelines have it: 1 of equal ones, 21 of black on white.
const lightOf = ({ red, green, blue }) => {
  const [r, g, b] = [red, green, blue].map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrastOf = (one, other) => {
  const [dark, light] = [lightOf(one), lightOf(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
};
const distance = (one, other) =>
  Math.abs(one.red - other.red) + Math.abs(one.green - other.green) + Math.abs(one.blue - other.blue);
// Colors of the same light may still be as far apart as red and green.
const isAlike = (one, other) => contrastOf(one, other) < LEAST_CONTRAST && distance(one, other) < LEAST_DISTANCE;
const hasPicture = (style) => style.backgroundImage !== "none";
const isOpaque = (element, style) =>
  /^(IMG|VIDEO|CANVAS|SVG|IFRAME|FRAME|OBJECT|EMBED)$/i.test(element.tagName) ||
  hasPicture(style) || (colorOf(style.backgroundColor) || { alpha: 1 }).alpha > 0.9;
const WHITE = { red: 255, green: 255, blue: 255, alpha: 1 };
const colorsIn = (picture) => (picture.match(/(rgba?|oklch|oklab|lch|lab|hsla?|color)\([^()]*\)/g) || []).map(colorOf).filter(Boolean);
// The colors under an element's words: one, those of a gradient, or none that one could know of a picture.
const groundsOf = remembered((element) => {
  for (let each = element; each; each = parentOf(each)) {
    const style = styleOf(each);
    if (hasPicture(style)) {
      const colors = /url\(|image-set|element\(/.test(style.backgroundImage) ? [] : colorsIn(style.backgroundImage);
      return colors.some((color) => color.alpha < 0.5) ? [] : colors;
    }
    const color = colorOf(style.backgroundColor);
    if (!color || color.alpha > 0.5) return [color].filter(Boolean);
  }
  return [WHITE];
});

// Where (in its window) the parts around an element let its content be seen; what scrolls can be scrolled to.
const EVERYWHERE = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
const isPlaced = (element) => {
  const style = styleOf(element);
  return style.position !== "static" || style.transform !== "none";
};
const windowOf = remembered((element) => {
  if (/^(HTML|BODY)$/.test(element.tagName) || isFrame(element)) return EVERYWHERE;
  const style = styleOf(element);
  const parent = parentOf(element);
  // A part that is lifted out of the flow is cut only by parts that it is placed in.
  const holder = style.position === "fixed" ? null : style.position === "absolute" ? smallest(parent, isPlaced) : parent;
  const outer = holder ? windowOf(holder) : EVERYWHERE;
  const [cutsAcross, cutsDown] = [/hidden|clip/.test(style.overflowX), /hidden|clip/.test(style.overflowY)];
  if (!(cutsAcross || cutsDown) || /^(inline|contents)$/.test(style.display)) return outer;
  const box = element.getBoundingClientRect();
  return {
    left: cutsAcross ? Math.max(outer.left, box.left) : outer.left,
    right: cutsAcross ? Math.min(outer.right, box.right) : outer.right,
    top: cutsDown ? Math.max(outer.top, box.top) : outer.top,
    bottom: cutsDown ? Math.min(outer.bottom, box.bottom) : outer.bottom,
  };
});
const clippedBox = (box, element) => {
  const outer = windowOf(element);
  const [left, right] = [Math.max(box.left, outer.left), Math.min(box.right, outer.right)];
  const [top, bottom] = [Math.max(box.top, outer.top), Math.min(box.bottom, outer.bottom)];
  return { left, top, right, bottom, width: right - left, height: bottom - top };
};
const viewOf = (element) => element.ownerDocument.defaultView ?? window;
// Each of these makes the browser look whether its layout still holds.
const sightOf = remembered(({ scrollX, scrollY, innerWidth, innerHeight }) => ({ scrollX, scrollY, innerWidth, innerHeight }));
// Nobody scrolls sideways for two windows.
const isOffPage = (box, view) => {
  const { scrollX, scrollY, innerWidth } = sightOf(view);
  return box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || box.left + scrollX >= 2 * innerWidth;
};
const isInSight = (x, y, view) => x >= 0 && y >= 0 && x < sightOf(view).innerWidth && y < sightOf(view).innerHeight;
const isNothing = (box) => Math.min(box.width, box.height) < LEAST_PIXELS;
// How much of what is drawn shows through an element and all that is around it.
const opacityOf = remembered((element) => Number(styleOf(element).opacity) * (parentOf(element) ? opacityOf(parentOf(element)) : 1));
const BLUR = /blur\(([\d.]+)px\)/;
const LEAST_BLUR_EM = 0.25;
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
  if (style.clipPath !== "none" && isClippedAway(style, element.getBoundingClientRect())) return true;
  if (!/^(absolute|fixed)$/.test(style.position)) return false;
  const box = element.getBoundingClientRect();
  if (style.clip !== "auto" && /rect\((0|1)(px)?,? (0|1)(px)?,? (0|1)(px)?,? (0|1)(px)?\)/.test(style.clip)) return true;
  const isCut = style.overflow !== "visible" || style.clip !== "auto" || style.clipPath !== "none";
  return (isCut && Math.min(box.width, box.height) <= 1) || isOffPage(box, viewOf(element));
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
const holdsPoint = (box, x, y) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
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
// A drawing that lies over a page may be empty, or a frame clear.
const hasOwnGround = (element) => /^IMG$/i.test(element.tagName) || hasPicture(styleOf(element)) || (colorOf(styleOf(element).backgroundColor) || { alpha: 0 }).alpha > 0.9;
const clearPanes = remembered((page) => select(page, "*").filter((each) => letsClicksThrough(each) && isPlaced(each) && hasOwnGround(each) && hides(each, viewOf(each))));
const isCovered = (box, element) => {
  const view = viewOf(element), root = element.getRootNode();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  if (!isInSight(x, y, view) || !root.elementsFromPoint) return false;
  const isApart = (part) => !holds(part, element) && !holds(element, part);
  if (clearPanes(wholePage()).some((pane) => isApart(pane) && holdsPoint(pane.getBoundingClientRect(), x, y) && isOver(pane, element))) return true;
  // To find all that is at a point takes several times as long as what lies on top.
  const onTop = root.elementFromPoint(x, y);
  if (onTop && holds(element, onTop)) return false;
  const there = root.elementsFromPoint(x, y);
  const isThere = there.some((each) => holds(element, each));
  for (const each of there) {
    if (holds(element, each)) return false;
    // A part is under what is in it, unless that is sent behind the ground of the part.
    if (holds(each, element) && !isThere) return false;
    if (letsClicksThrough(element) && !isOver(each, element)) continue;
    if (hides(each, view)) return true;
  }
  return false;
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
// The panes that a style sheet draws over a part and what is in it, which no script can find at their place.
const paneOf = (element, which) => {
  const style = getComputedStyle(element, which);
  if (style.content === "none" || style.position !== "absolute" || parseInt(style.zIndex) < 0 || !isOpaque(element, style) || hasPicture(style)) return null;
  const holder = smallest(element, isPlaced);
  const box = (holder ?? element.ownerDocument.documentElement).getBoundingClientRect();
  const [left, top] = [box.left + parseFloat(style.left), box.top + parseFloat(style.top)];
  return { left, top, right: left + parseFloat(style.width), bottom: top + parseFloat(style.height) };
};
const panesOver = remembered((element) =>
  element ? [paneOf(element, "::before"), paneOf(element, "::after"), ...panesOver(parentOf(element))].filter(Boolean) : []);
const isUnderPane = (box, element) => {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return panesOver(element).some((pane) => holdsPoint(pane, x, y));
};
// The colors in which letters are drawn: their own, that of their line around, and those of their shadows.
const MOST_APART_EM = 2;
const inksOf = (style) => {
  const far = MOST_APART_EM * parseFloat(style.fontSize);
  const shadows = style.textShadow === "none" ? [] : style.textShadow.split(/,(?![^(]*\))/);
  const isNear = (shadow) => shadow.replace(/[a-z-]+\([^)]*\)/g, "").match(/-?[\d.]+(?=px)/g)?.slice(0, 2).every((each) => Math.abs(each) < far);
  const outline = parseFloat(style.webkitTextStrokeWidth) > 0 ? [style.webkitTextStrokeColor] : [];
  return [style.webkitTextFillColor || style.color, ...outline, ...shadows.filter(isNear).map((each) => colorsIn(each)[0])]
    .map((each) => (typeof each === "string" ? colorOf(each) : each)).filter(Boolean);
};
const isPale = (style, element) => {
  if (/text/.test(style.webkitBackgroundClip || style.backgroundClip)) return false;
  const all = inksOf(style), inks = all.filter((each) => each.alpha >= LEAST_ALPHA);
  if (!inks.length) return all.length > 0;
  const grounds = groundsOf(element);
  const isLost = (ink) => grounds.every((each) => isAlike(ink, each));
  return grounds.length > 0 && inks.every(isLost) && !liesOnOther(element);
};
// Whether something else than the parts around an element is drawn under it.
const liesOnOther = (element) => {
  const box = element.getBoundingClientRect(), view = viewOf(element), root = element.getRootNode();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  if (!isInSight(x, y, view) || !root.elementsFromPoint)
    return select(wholePage(), "img, video, canvas, svg").map((each) => each.getBoundingClientRect())
      .some((each) => each.left <= x && x <= each.right && each.top <= y && y <= each.bottom);
  return root.elementsFromPoint(x, y).some((each) => !holds(each, element) && !holds(element, each) && isOpaque(each, styleOf(each)));
};

// Dots instead of letters, or content that the browser is told to skip.
const showsNoLetters = (style) => !/^(none|)$/.test(style.webkitTextSecurity || "") || style.contentVisibility === "hidden";
// Letters that lie upon each other: the narrowest ones are a fifth of their height wide.
const LEAST_LETTER_EM = 0.1;
const isHeaped = (node, range, style) => {
  if (!style.letterSpacing.startsWith("-")) return false;
  const letters = node.data.trim().length, wide = [...range.getClientRects()].reduce((sum, each) => sum + each.width, 0);
  return letters > 2 && wide < LEAST_LETTER_EM * parseFloat(style.fontSize) * letters;
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
const uncut = remembered((node) => {
  const element = parentOf(node), [range, box] = boxOfText(node);
  const { width, height } = clippedBox(box, element);
  const isCut = box.width - width >= LEAST_PIXELS || box.height - height >= LEAST_PIXELS;
  const isHidden = range.getClientRects().length === 1 && halvesOf(box).some((half) => isCovered(half, element));
  if (!(isCut || isHidden) || node.data.length > MOST_LETTERS) return node.data;
  return [...Array(node.data.length).keys()].filter((at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const letter = range.getBoundingClientRect(), seen = clippedBox(letter, element);
    if (!letter.width) return true;
    return seen.width >= letter.width / 2 && seen.height >= letter.height / 2 && !(isHidden && isCovered(letter, element));
  }).map((at) => node.data[at]).join("");
});
// Whether a person sees the words of a text.
const hasInk = remembered((node) => {
  const element = parentOf(node);
  if (!element || !node.data.trim()) return true;
  const style = styleOf(element);
  if (parseFloat(style.fontSize) < LEAST_PIXELS || isPale(style, element) || showsNoLetters(style)) return false;
  const [range, box] = boxOfText(node);
  const seen = clippedBox(box, element);
  return !isNothing(seen) && !isHeaped(node, range, style) && !isOffPage(seen, viewOf(element)) && !isCovered(seen, element) && !isUnderPane(seen, element);
});
// The words that a style sheet writes before or after an element. Signs of an icon font are none, and what a
// counter stands at no script can ask.
const writtenByStyle = (which) => remembered((element) => {
  const style = getComputedStyle(element, which);
  if (/^(none|normal|"")$|counters?\(/.test(style.content) || style.display === "none") return "";
  const said = [...style.content.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, part]) => part.replace(/\\(.)/g, "$1")).join("").replace(/[\ue000-\uf8ff]/g, "");
  const own = colorOf(style.backgroundColor);
  const isSeen = style.visibility === "visible" && style.opacity >= LEAST_ALPHA && parseFloat(style.fontSize) >= LEAST_PIXELS;
  if (!said.trim() || !isSeen || (!hasPicture(style) && !(own && own.alpha > 0.5) && isPale(style, element))) return "";
  return /^inline/.test(style.display) ? said : `\n${said}\n`;
});
const wordsBefore = writtenByStyle("::before"), wordsAfter = writtenByStyle("::after");

// Whether an element itself is drawn.
const isDrawn = remembered((element) => {
  const isRendered = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  if (!isRendered || !element.getClientRects().length || isInCut(element)) return false;
  const seen = clippedBox(element.getBoundingClientRect(), element);
  if (!isNothing(seen)) return !isOffPage(seen, viewOf(element)) && !(element.matches("input, select, textarea, button") && isBehindGround(seen, element));
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
