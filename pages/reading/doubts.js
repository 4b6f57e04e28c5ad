// Words of which no style says whether they are drawn: masked by a picture, filtered, under a pane that is half clear.
// They are in doubt until somebody has looked at a picture of the page.

const LEAST_REACH = 8, MOST_DOUBTS = 500;
const KNOWN_CLIPS = /^(none|(inset|polygon|circle|ellipse|path)\()/;
const isUnusual = (style) =>
  style.filter !== "none" || style.mixBlendMode !== "normal" || !KNOWN_CLIPS.test(style.clipPath) ||
  (style.maskImage || style.webkitMaskImage || "none") !== "none" ||
  style.transform.startsWith("matrix3d") || !/^(none|-?[\d.]+deg)$/.test(style.rotate) || parseFloat(style.webkitTextStrokeWidth) > 0;
const isInUnusual = remembered((element) => isUnusual(styleOf(element)) || Boolean(parentOf(element) && isInUnusual(parentOf(element))));

// How far a part draws beyond its own box, by an outline or by shadows.
const lengthsIn = (shadow) => (shadow.replace(/[a-z-]+\([^)]*\)/g, "").match(/-?[\d.]+(?=px)/g) || []).map((each) => Math.abs(each));
const reachOf = (style) => {
  const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const [, dropped = "none"] = /drop-shadow\((.*)\)/.exec(style.filter) || [];
  const shadows = [style.boxShadow, dropped].map((each) => lengthsIn(each).reduce((sum, length) => sum + length, 0));
  return Math.max(outline, ...shadows);
};
// Whether a part draws anything at all in its own box.
const paints = (style) =>
  hasPicture(style) || (colorOf(style.backgroundColor)?.alpha ?? 1) >= LEAST_ALPHA || reachOf(style) >= LEAST_REACH ||
  (style.backdropFilter || "none") !== "none" || SIDES.some((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= LEAST_REACH);
const widened = ({ left, right, top, bottom }, by) => ({ left: left - by, right: right + by, top: top - by, bottom: bottom + by });
// What no click finds where it draws: beyond its own box, or letting clicks through.
const farPainters = remembered((page) =>
  select(page, "*").map((part) => [part, styleOf(part)])
    .filter(([part, style]) => reachOf(style) >= LEAST_REACH || (letsClicksThrough(part) && isPlaced(part) && (paints(style) || Boolean(part.textContent.trim()))))
    .map(([part, style]) => ({ part, box: widened(part.getBoundingClientRect(), reachOf(style)) })));

// What something else lies over that lets it be seen at least in part.
let overlaid = new Set();
memories.push(() => (overlaid = new Set()));
const isInDoubt = (element, box) =>
  isInUnusual(element) || overlaid.has(element) || !groundsOf(element).length || isUnderFaintPane(box, element) ||
  farPainters(wholePage()).some(({ part, box: reached }) => !isNothing(within(reached, box)) && !holds(part, element) && !holds(element, part));

// The parts of texts that are in doubt, in the order in which the picture is asked for them.
let doubted = [], asked = [], gone = new Map();
memories.push(() => (doubted = []));
const note = (node, ranges) => {
  for (const [from, to] of ranges) if (doubted.length < MOST_DOUBTS) doubted.push({ node, from, to });
};
const wordsIn = (node) => [...node.data.matchAll(/\S+/g)].map(({ 0: word, index }) => [index, index + word.length]);
const doubt = (node, box) => {
  const element = parentOf(node);
  note(node, isInDoubt(element, box) ? wordsIn(node) : drawnApart(node, element));
};
const isGone = (node, at) => Boolean(gone.get(node)?.some(([from, to]) => from <= at && at < to));
const isAllGone = (node) => gone.has(node) && [...node.data].every((letter, at) => !letter.trim() || isGone(node, at));
// What a picture has shown not to be drawn, by its place among the doubts of the last reading.
const rule = (places) => {
  gone = new Map();
  for (const { node, from, to } of places.map((at) => asked[at])) gone.set(node, [...(gone.get(node) || []), [from, to]]);
};

// Where letters are drawn in a way of their own: the first one, a line, what is selected or highlighted.
const highlights = remembered((page) => {
  const chosen = page.getSelection?.(), found = chosen && chosen.rangeCount && !chosen.isCollapsed ? [chosen.getRangeAt(0)] : [];
  // Firefox lets scripts of another world walk through no such list but by `forEach`.
  if (window.CSS?.highlights?.size) CSS.highlights.forEach((each) => each.forEach((range) => found.push(range)));
  return found;
});
const highlighted = (range, node) => {
  if (!range.startContainer.isConnected || !(range.intersectsNode?.(node) ?? range.startContainer === node)) return null;
  const from = range.startContainer === node ? range.startOffset : 0, to = range.endContainer === node ? range.endOffset : node.data.length;
  return from < to ? [from, to] : null;
};
const BEGINNINGS = ["::first-letter", "::first-line"], BLOCKS = /block|list-item|table-c|flow-root/;
const beginnings = remembered((block) => {
  const own = styleOf(block);
  return BEGINNINGS.filter((which) => {
    const { color, webkitTextFillColor, fontSize } = getComputedStyle(block, which);
    return color !== own.color || webkitTextFillColor !== own.webkitTextFillColor || parseFloat(fontSize) < parseFloat(own.fontSize);
  });
});
const isFirstIn = (block, node) => {
  for (let before = previous(node); before && before !== block; before = previous(before))
    if (before.nodeType === Node.TEXT_NODE && before.data.trim()) return false;
  return true;
};
const drawnApart = (node, element) => {
  const parts = highlights(node.ownerDocument).map((range) => highlighted(range, node)).filter(Boolean);
  const block = smallest(element, (each) => BLOCKS.test(styleOf(each).display)), ways = block ? beginnings(block) : [];
  const at = node.data.search(/\S/);
  if (ways.includes("::first-line")) parts.push(...wordsIn(node));
  if (ways.includes("::first-letter") && isFirstIn(block, node)) parts.push([at, at + 1]);
  return parts;
};
// What is scrolled away, and what stays in place or lies over most of a page, says nothing of what is on it.
const isOnOthers = (part) => {
  const { width, height } = part.getBoundingClientRect(), { innerWidth, innerHeight } = sightOf(viewOf(part));
  return ON_TOP.includes(styleOf(part).position) || width * height > MOST_COVERED * innerWidth * innerHeight;
};
const isToBeJudged = ({ left, right, top, bottom }, element) => {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  if (!isScrolledTo(x, y, element) || (scrolls(styleOf(element)) && !holdsPoint(element.getBoundingClientRect(), x, y))) return false;
  const place = inWindow({ left, right, top, bottom }, element);
  const hit = hitAt((place.left + place.right) / 2, (place.top + place.bottom) / 2);
  return !hit || holds(element, hit) || !smallest(hit, (each) => !isRoot(each) && !holds(each, element) && isOnOthers(each));
};
// Where to look at the picture: from the left, from above, to the right and down, on the whole page (pixels).
const NOWHERE = [-1, -1, 0, 0];
const boxOfDoubt = ({ node, from, to }) => {
  const range = node.ownerDocument.createRange(), element = parentOf(node);
  range.setStart(node, from);
  range.setEnd(node, to);
  const own = range.getBoundingClientRect();
  if (!isToBeJudged(own, element)) return NOWHERE;
  const { left, top, right, bottom } = inWindow(own, element);
  // Under a single letter that is not drawn its line may be.
  const low = to - from === 1 ? (bottom - top) / 5 : 0;
  return [left + scrollX, top + scrollY, right + scrollX, bottom - low + scrollY].map(Math.round);
};
const boxesOfDoubts = () => {
  asked = doubted;
  return asked.map(boxOfDoubt);
};
