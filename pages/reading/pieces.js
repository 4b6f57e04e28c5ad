// All that a page says and offers outside of its menu bar, piece by piece: lines, controls and pictures. What a site
// has on each of its pages is among it, and only who has seen other pages of the site knows that.

const WIDGETS = "[contenteditable=true], [role=checkbox], [role=radio], [role=switch], [role=textbox], [role=combobox], [role=listbox], [role=slider]";
const PICTURE = "img, canvas, svg, video, object, embed, picture, input[type=image]";
// Where sites have what is on each of their pages. Old ones say so only by what they call it.
const SITES_OWN = "header, footer, nav, search, [role=banner], [role=contentinfo], [role=navigation], [role=search]";
const SITES_NAMES = /(^|[-_\s:])(header|footer|banner|masthead|nav(bar|igation)?|bread-?crumbs?|crumbs|skip(nav|link)?)([-_\s:]|$)/i;
const WAYS = "nav, [role=navigation], [class*=breadcrumb i], [id*=breadcrumb i]";
const CONTENT = "main, [role=main], article, form, dialog, [role=dialog]";
const isNamedAsSites = (element) => element.matches(SITES_OWN) || SITES_NAMES.test(`${element.id} ${element.getAttribute("class") || ""}`);
// Some sites have one form around each of their pages, with header and footer.
const isAroundPage = remembered((form) =>
  form.tagName === "FORM" && parentOf(form) === document.body && tidy(text(form)) === tidy(text(document.body)) && select(form, "*").some(isNamedAsSites));
const isContent = (element) => element.matches(CONTENT) && !isAroundPage(element);
const isSitesOwn = remembered((element) => {
  if (element === document.body || isContent(element)) return false;
  if (isNamedAsSites(element)) return !(parentOf(element) && smallest(parentOf(element), isContent));
  return Boolean(parentOf(element) && isSitesOwn(parentOf(element)));
});

// What shows where on the site one is, and leads to other places of it.
const partOf = (element) => (!isSitesOwn(element) ? "" : nearest(element, WAYS) ? "way" : "site");

// A picture that can hold words.
const LEAST_WIDE = 60, LEAST_HIGH = 12;
const isLarge = (element) => {
  const { width, height } = element.getBoundingClientRect();
  return width >= LEAST_WIDE && height >= LEAST_HIGH;
};
// What a style sheet draws where there is nothing else.
const isPainted = (element) =>
  !element.firstElementChild && !element.textContent.trim() && isLarge(element) && /url\(/.test(styleOf(element).backgroundImage);
const nameOf = (picture) =>
  tidy(picture.getAttribute("alt") || picture.getAttribute("aria-label") || (picture.getAttribute("src") || picture.getAttribute("data") || "").split("/").at(-1).slice(0, 60)) || "without words";
const faceOf = (control) => {
  const picture = all(control, PICTURE)[0];
  return words(control) || (picture ? nameOf(picture) : "");
};

// The lines of a page, each with the words of the controls in it.
const [START, END, SITES, BAR_START, BAR_END, NEAR, WAY] = ["\u0001", "\u0002", "\u0003", "\u0004", "\u0005", "\u0006", "\u0007"];
const around = (start, said, end) => start + said.replace(/\n/g, `${end}\n${start}`) + end;
const markedLines = (root, near, bar, unmarked) => {
  const control = (node) => {
    if (node === bar) return around(BAR_START, text(node), BAR_END);
    const isControl = node.matches(`${LINKS}, ${BUTTONS}`) || unmarked.includes(node) || (node.tagName === "LABEL" && node.control && visible(node.control));
    return isControl && around(START, text(node), END);
  };
  const way = (node) => node.matches(WAYS) && around(WAY, text(node, "", control), "");
  const marked = (node) => {
    if (node === root) return false;
    if (node === near) return around(NEAR, text(node, "", control), "");
    return control(node) || (isSitesOwn(node) && (node.matches(WAYS) ? way(node) : around(SITES, text(node, "", (each) => control(each) || way(each)), "")));
  };
  return text(root, "", marked).split("\n").map((line) => {
    const own = line.replace(/\u0004[^\u0005]*\u0005/g, "");
    return {
      all: tidy(line.replace(/[\u0001-\u0007]/g, "")),
      words: tidy(own.replace(/[\u0001-\u0007]/g, "")),
      inside: [...own.matchAll(/\u0001([^\u0002]*)\u0002/g)].map(([, inner]) => tidy(inner)).filter(Boolean),
      near: near === root || line.includes(NEAR),
      part: line.includes(WAY) ? "way" : line.includes(SITES) ? "site" : "",
    };
  });
};
// The part of a page that its screen is in: the main one, or just the screen's own.
const nearTo = (root, region) => (region && nearest(region, "main, [role=main]")) || region || root;
const piecesOf = (root, said, region, near, bar, unmarked) => {
  const isOutside = (element) => !bar || !holds(bar, element);
  const piece = (kind, caption) => (element) => ({
    kind, words: caption(element), here: Boolean(region && holds(region, element)), near: holds(near, element), part: partOf(element), inside: [],
  });
  const found = (selector) => select(root, selector).filter((element) => isOutside(element) && visible(element));
  const isButtonHere = (element) => element.matches(BUTTONS) || (isButton(element) && Boolean(region && holds(region, element)));
  const isInControl = (element) => Boolean(parentOf(element) && nearest(parentOf(element), `${LINKS}, ${BUTTONS}`));
  const drawn = [
    ...found(PICTURE),
    ...found("iframe, frame").filter((frame) => !frame.contentDocument),
    ...select(root, `:not(${FIELDS}, ${PICTURE})`).filter((each) => isPainted(each) && isOutside(each) && visible(each)),
  ];
  return [
    ...said.filter((line) => line.words).map(({ all: _, ...line }) => ({ ...line, kind: "text", here: false })),
    ...found(`${FIELDS}, ${WIDGETS}`).filter((each) => !isText(each)).map(piece("field", captionOf)),
    ...found(`${BUTTONS}, a`).filter((each) => isButtonHere(each) && !isOfField(each)).map(piece("button", faceOf)),
    ...unmarked.map(piece("button", words)),
    ...found(LINKS).filter((link) => !isButtonHere(link) && faceOf(link)).map(piece("link", faceOf)),
    ...drawn.filter((each) => isLarge(each) && !isInControl(each) && !each.matches(BUTTONS)).map(piece("picture", nameOf)),
  ];
};
