// What a reader sees of a page: controls by their words, fields by their captions, lines of text.
// Nothing here depends on a court's ids.
const FIELDS = "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]), select, textarea";
const BUTTONS = "button, input[type=submit], input[type=button], input[type=reset], input[type=image], [role=button], summary";
const LINKS = "a, [role=link], [role=menuitem]";

// Labels begin or end in "»", arrows, small pictures and the like, which only show that they lead on or open;
// captions end in ":". None of it is part of the words, and neither are the signs of an icon font (private use).
const PICTURES = "(?![\u00a9\u00ae\u2122])\\p{Extended_Pictographic}|\\p{Regional_Indicator}|[\ufe0e\ufe0f\u200d]";
const SIGNS = "\u00ab\u00b7\u00bb\u2022\u2039\u203a\u2190-\u21ff\u2304\u23f4-\u23f7\u25a0-\u25ff\u2794-\u27be\u27f0-\u27ff\u2900-\u297f\u29c9\u2b00-\u2bff\ue000-\uf8ff";
const AROUND = new RegExp(`^(\\s|[${SIGNS}]|${PICTURES})+|(\\s|>>|[${SIGNS}:]|${PICTURES})+$`, "gu");
// What shows nothing: a soft hyphen or another break that may be taken, a joint, a mark of the direction that
// letters have anyway. A hyphen that does not break looks like any other.
const UNSEEN = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]/g;
const tidy = (text) =>
  text.replace(UNSEEN, "").replace(/[\u2010\u2011]/g, "-").replace(/\s+/g, " ").replace(AROUND, "");
const LIGATURES = { "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl" };
// Two labels that differ only by capitals, a required mark or a printer's signs are the same to a reader.
const fold = (text) =>
  tidy(text.replace(/^[\s\u00a0]*\*|\*[\s\u00a0]*$/g, ""))
    .replace(/[\u2012-\u2015\u2212\ufe63\uff0d]/g, "-").replace(/[\u2018\u2019\u201b]/g, "'").replace(/[\u201c\u201d\u201f]/g, '"')
    .replace(/[\ufb00-\ufb04]/g, (letters) => LIGATURES[letters]).toLowerCase();

// What has no box of its own, such as a slot, is there as long as what is in it.
const isShown = (element) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || styleOf(element).display === "contents";
const inline = (element) => !isFrame(element) && /^(inline|contents|ruby)/.test(styleOf(element).display);

// A style sheet may draw the letters of a text from right to left.
const asDrawn = (node, letters = uncut(node)) => {
  const { unicodeBidi, direction } = styleOf(parentOf(node));
  return direction === "rtl" && /override/.test(unicodeBidi) ? [...letters].reverse().join("") : letters;
};
// What is in a part in the order in which it is drawn there.
const asOrdered = (node) => {
  const { display, flexDirection } = styleOf(node), children = [...childrenOf(node)];
  if (!/flex|grid/.test(display)) return children;
  const orderOf = (child) => (child.nodeType === Node.ELEMENT_NODE && Number(styleOf(child).order)) || 0;
  children.sort((one, other) => orderOf(one) - orderOf(other));
  return /flex/.test(display) && /reverse/.test(flexDirection) ? children.reverse() : children;
};
// A margin sets words apart as a space does.
const LEAST_SPACE_EM = 0.2;
const gapAt = (element, side) => {
  const style = styleOf(element);
  return parseFloat(style[`margin${side}`]) + parseFloat(style[`padding${side}`]) >= LEAST_SPACE_EM * parseFloat(style.fontSize) ? " " : "";
};
// A field that one can only read, with something in it, is text to whoever reads it.
const isText = (field) =>
  field.matches("textarea, input:is([type=text], [type=email], [type=number], [type=tel], [type=url], :not([type]))") &&
  (field.readOnly || field.matches(":disabled")) && Boolean(field.value.trim()) && faceHasInk(field);
// The text as written, with line breaks as laid out. innerText would show capitals that come
// from a style sheet, and a reader who looks for the words does not mind those. `instead` may give other
// text for an element, and `true` leaves it out.
const asIs = () => false;
const inked = (node) => (hasInk(node) ? asDrawn(node) : "");
const text = (node, seam = "", instead = asIs, letters = inked) =>
  seam || instead !== asIs || letters !== inked ? textOf(node, seam, instead, letters) : plainText(node);
const plainText = remembered((node) => textOf(node, "", asIs, inked));
const textOf = (node, seam, instead, letters) => {
  if (node.nodeType === Node.TEXT_NODE) return letters(node).replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const other = instead(node);
  if (other) return other === true ? "" : other;
  if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(node.tagName)) return "";
  if (node.matches(FIELDS)) return isText(node) && visible(node) ? `${seam}${node.value}${seam}` : "";
  if (node.tagName === "BR") return "\n";
  if (!isShown(node) || isCutAway(node)) return "";
  const inner = markerOf(node) + wordsBefore(node) + asOrdered(node).map((child) => text(child, seam, instead, letters)).join("") + wordsAfter(node);
  if (/^T[DH]$/.test(node.tagName) || (seam && /^D[TD]$/.test(node.tagName))) return `\t${inner}\t`;
  return inline(node) ? seam + gapAt(node, "Left") + inner + gapAt(node, "Right") + seam : `\n${inner}\n`;
};
const lines = (root, instead) => text(root, "", instead).split("\n").map(tidy).filter(Boolean);
// The lines of a page as their cells; in a cell \v stands where an inline element begins or ends.
const rowsOf = (root) =>
  text(root, "\v").split("\n").map((line) => line.split("\t").filter((cell) => tidy(cell))).filter((row) => row.length);
const joined = (cells) => tidy(cells.join(" ").replace(/\v/g, ""));
const begins = (cell, words) => cell.toLowerCase().startsWith(fold(words)) && /^([\s:]|$)/.test(cell.slice(fold(words).length));
// What stands beside a caption: the rest of its line or cell, or else the next cells up to another caption,
// or else what stands below it. A caption is sure if it is a cell or a run by itself; the beginning of other
// text may be one too.
const beside = (root, caption, others) => {
  const rows = rowsOf(root);
  const isOther = (cell) => others.some((other) => begins(joined([cell]), other));
  const upToOther = (cells) => cells.slice(0, cells.some(isOther) ? cells.findIndex(isOther) : cells.length);
  const own = rows.flatMap((row, line) => row.map((cell, at) => {
    const runs = cell.split("\v");
    const run = runs.findIndex((each) => fold(each) === fold(caption));
    return run < 0 ? null : { row, line, at, rest: tidy(runs.slice(run + 1).join("")) };
  })).filter(Boolean);
  for (const { row, at, rest } of own) {
    const value = rest || joined(upToOther(row.slice(at + 1)));
    if (value) return value;
  }
  for (const cell of rows.flat().map((each) => joined([each])))
    if (begins(cell, caption) && cell.length > fold(caption).length)
      return tidy(cell.slice(fold(caption).length).replace(/^\s*:/, ""));
  // A word that a whole site has over each page comes before its caption.
  for (const { line, at } of own.reverse()) {
    const value = joined(upToOther((rows[line + 1] || []).slice(at, at + 1)));
    if (value) return value;
  }
  return "";
};

// The other way round: beside what a value stands, in reading order, with all that stands there. A caption is
// what comes before it in its line or cell, or else the cell before, or the one above.
const captionsOf = (root, value) => {
  const cells = rowsOf(root).map((row) => row.map((cell) => joined([cell])));
  return cells.flatMap((row, line) => row.map((whole, at) => {
    const start = ` ${whole} `.indexOf(` ${value} `);
    const before = tidy(whole.slice(0, start)) || row[at - 1] || (cells[line - 1] || [])[at] || "";
    return start < 0 ? null : { caption: before, whole, place: [line, at] };
  })).filter(Boolean);
};

const BARE = { submit: "Submit", reset: "Reset" };
// Only a button without a value gets words from the browser; one with an empty value has none.
const face = (input) =>
  input.type === "image" ? input.alt : input.getAttribute("value") === null ? BARE[input.type] || "" : input.value;
// What of its words fits into a button that a page has made too narrow for them.
const fitting = (input) => {
  const said = face(input), style = styleOf(input), brush = new OffscreenCanvas(1, 1).getContext("2d");
  brush.font = style.font;
  const wide = brush.measureText(style.textTransform === "uppercase" ? said.toUpperCase() : said).width;
  const room = input.clientWidth - parseFloat(style.paddingLeft);
  return wide <= room + LEAST_LETTER_PIXELS || !/^(pre|nowrap)$/.test(style.whiteSpace) ? said : said.slice(0, Math.floor((said.length * room) / wide));
};
// Of a picture one reads words only if they fit into it, or if the browser writes them in its place.
const LEAST_LETTER_PIXELS = 3;
const showsItsWords = (image) =>
  (image.complete && !image.naturalWidth) || image.getBoundingClientRect().width >= LEAST_LETTER_PIXELS * image.alt.length;
const imageIn = (element) => (element.matches("input[type=image]") ? element : select(element, "img[alt]")[0]);
// The words that one sees of a control.
const drawnWords = remembered((element) => {
  const image = imageIn(element);
  const pictured = image && showsItsWords(image) ? tidy(image.alt) : "";
  if (element.tagName === "INPUT") return image ? pictured : faceHasInk(element) ? tidy(fitting(element)) : "";
  return tidy(text(element)) || pictured;
});
// The words of a control; one that shows none has a name for those who do not see it.
const words = remembered((element) => {
  const image = imageIn(element);
  return drawnWords(element) || tidy(element.ariaLabel || (image && image.alt) || element.title || "");
});

const blockOf = (node) => smallest(parentOf(node), (element) => !inline(element));
// A link that is drawn in a box of its own is a button to whoever sees it.
const LEAST_PADDING = 4;
const SIDES = ["Left", "Top", "Right", "Bottom"];
const isBoxed = remembered((link) => {
  const style = styleOf(link), color = colorOf(style.backgroundColor), ground = parentOf(link) ? groundsOf(parentOf(link)) : [WHITE];
  const isPadded = Math.min(parseFloat(style.paddingLeft), parseFloat(style.paddingRight)) >= LEAST_PADDING;
  const hasBorder = SIDES.every((side) => !/none|hidden/.test(style[`border${side}Style`]) && parseFloat(style[`border${side}Width`]) > 0);
  const hasGround = hasPicture(style) || (color && color.alpha > 0.5 && !ground.some((each) => isAlike(color, each)));
  return isPadded && Boolean(hasBorder || hasGround);
});
const isButton = (element) => element.matches(BUTTONS) || (element.tagName === "A" && isBoxed(element));
// Buttons of those words of which nothing in the markup says that they are: boxes under the hand of the mouse.
const UNMARKED = "span, div, td, li, p, b, i";
const unmarkedButtons = (root, wanted) => {
  const folded = new Set(wanted.map(fold));
  const hasWords = (each) => folded.has(fold(each.textContent)) && !nearest(each, `${LINKS}, ${BUTTONS}`);
  return folded.size ? select(root, UNMARKED).filter((each) => hasWords(each) && visible(each) && isBoxed(each) && styleOf(each).cursor === "pointer") : [];
};

const all = (root, selector) => select(root, selector).filter(visible);
const buttons = (root) => all(root, `${BUTTONS}, a`).filter(isButton);
const links = (root) => all(root, LINKS).filter(words);
const controls = (root) => all(root, `${LINKS}, ${BUTTONS}`).filter(words);
