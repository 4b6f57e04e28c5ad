// What captions fields of a form: their labels, or else the words that stand where a person would look for them.
// Nothing here depends on a court's ids.

// Forms of CM/ECF are tables without labels: the caption is the text read just before the field.
const textBefore = (field) => {
  let caption = "", block = null;
  for (let node = previous(field); node; node = previous(node)) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.matches(`${FIELDS}, ${BUTTONS}`) && visible(node)) break;
      continue;
    }
    if (node.nodeType !== Node.TEXT_NODE) continue;
    if (!tidy(node.data)) caption = node.data.replace(/\s+/g, " ") + caption;
    if (!tidy(node.data) || !visible(parentOf(node)) || !hasInk(node)) continue;
    // A heading stands over a whole form and is no field's caption.
    if (nearest(parentOf(node), "h1, h2, h3, h4, h5, h6")) break;
    if (block && blockOf(node) !== block) break;
    block = blockOf(node);
    caption = asDrawn(node) + caption;
  }
  return caption;
};
// The text of a box stands after it, up to the end of the line or the next field.
const textAfter = (field) => {
  let caption = "", box = field;
  // Frameworks keep the real box out of sight and draw another one, and the text stands after both.
  if (!isDrawn(field)) while (parentOf(box) && !tidy(text(parentOf(box)))) box = parentOf(box);
  for (let node = next(box); node; node = next(node)) {
    const part = node.nodeType === Node.ELEMENT_NODE && node.matches(FIELDS) ? "\n" : text(node);
    caption += part;
    if (part.includes("\n") && tidy(caption)) break;
  }
  return caption.trim().split("\n")[0];
};
// A form whose fields have no labels has their captions all at the same side of them, or in them.
const sharedSpan = (one, other, from, to) => Math.min(one[to], other[to]) - Math.max(one[from], other[from]);
const isInRow = (one, other) => sharedSpan(one, other, "top", "bottom") > Math.min(one.bottom - one.top, other.bottom - other.top) / 2;
const isInColumn = (one, other) => sharedSpan(one, other, "left", "right") > 0;
const FORMS = "form, [role=form], fieldset, dialog, [role=dialog]";
const EDGE_PIXELS = 6, FAR_CAPTION_PIXELS = 60;
// How far words stand from a field at each side of it; only what is beside them can caption them.
const AROUND_FIELD = {
  left: (words, field) => isInRow(words, field) && field.left - words.right,
  above: (words, field) => isInColumn(words, field) && field.top - words.bottom,
  right: (words, field) => isInRow(words, field) && words.left - field.right,
  below: (words, field) => isInColumn(words, field) && words.top - field.bottom,
};
const gapBeside = (side, words, field) => {
  const gap = AROUND_FIELD[side](words, field);
  return gap === false || gap < -EDGE_PIXELS || (/above|below/.test(side) && gap > FAR_CAPTION_PIXELS) ? Infinity : gap;
};
const isField = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(`${FIELDS}, ${BUTTONS}`) && visible(node);
const leavesOf = function* (node) {
  if (node.nodeType === Node.TEXT_NODE || isField(node)) yield node;
  else if (node.nodeType === Node.ELEMENT_NODE && isShown(node) && !node.matches(`${LINKS}, h1, h2, h3, h4, h5, h6`))
    for (const child of childrenOf(node)) yield* leavesOf(child);
};
// The words of a part that stand together: in one block, with no field between them.
const runsOf = (part) => {
  const runs = [];
  let block = null;
  for (const leaf of leavesOf(part)) {
    if (leaf.nodeType !== Node.TEXT_NODE) block = null;
    else if (block && !tidy(leaf.data)) runs.at(-1).words += " ";
    else if (tidy(leaf.data) && hasInk(leaf)) {
      const { left, top, right, bottom } = boxOfText(leaf)[1], around = blockOf(leaf);
      if (block !== around) runs.push({ words: "", left, top, right, bottom });
      const run = runs.at(-1);
      runs.splice(-1, 1, {
        words: run.words + asDrawn(leaf), left: Math.min(run.left, left), top: Math.min(run.top, top), right: Math.max(run.right, right), bottom: Math.max(run.bottom, bottom),
      });
      block = around;
    }
  }
  return runs;
};
// Words caption only the field to which they are nearest.
const nearestAt = (side, field, runs, others) => {
  const gaps = runs.map((run) => gapBeside(side, run, field)), gap = Math.min(...gaps), run = runs[gaps.indexOf(gap)];
  const isOfOther = () => others.some((other) => Object.keys(AROUND_FIELD).some((each) => gapBeside(each, run, other) + EDGE_PIXELS < gap));
  const isBlocked = () => others.some((other) => gapBeside(side, other, field) < gap);
  return gap === Infinity || isOfOther() || isBlocked() ? null : { words: tidy(run.words), gap };
};
const isCaptionedByPlace = (field) => !/^(checkbox|radio)$/.test(field.type) && !labelOf(field);
const captionsByPlace = remembered((form) => {
  const fields = all(form, FIELDS).filter(isCaptionedByPlace);
  if (fields.length < 2) return new Map();
  const boxes = fields.map((each) => each.getBoundingClientRect()), runs = runsOf(form);
  const inside = fields.map((each) => (placeholderHasInk(each) && each.placeholder ? { words: tidy(each.placeholder), gap: FAR_CAPTION_PIXELS } : null));
  const ways = [...Object.keys(AROUND_FIELD).map((side) => boxes.map((box) => nearestAt(side, box, runs, boxes.filter((each) => each !== box)))), inside];
  const whole = ways.filter((way) => way.every(Boolean) && new Set(way.map(({ words }) => words)).size === fields.length);
  const far = (way) => way.reduce((sum, { gap }) => sum + gap, 0);
  const [best] = whole.sort((one, other) => far(one) - far(other));
  return new Map(best ? fields.map((field, at) => [field, best[at].words]) : []);
});
const withoutValues = (label) => text(label, "", (node) => node.matches(FIELDS) && isText(node));
const labelOf = remembered((field) => {
  const labelled = (field.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
    .map((id) => field.getRootNode().getElementById(id)).filter(Boolean).map(withoutValues).join(" ");
  const labels = [...(field.labels || [])].map(withoutValues).join(" ");
  return tidy(labels) || tidy(labelled);
});
const captionBeside = (field) => {
  if (/^(checkbox|radio)$/.test(field.type)) return tidy(textAfter(field)) || tidy(textBefore(field));
  // Fields anywhere on a page have nothing to do with each other.
  const form = nearest(field, FORMS);
  return (form && captionsByPlace(form).get(field)) || tidy(textBefore(field)) || (placeholderHasInk(field) ? tidy(field.placeholder || "") : "");
};
const drawnCaption = remembered((field) => labelOf(field) || captionBeside(field));
const captionOf = remembered((field) => drawnCaption(field) || tidy(field.ariaLabel || field.title || ""));
