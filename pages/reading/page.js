// All that a page says and offers, in reading order, each with the part of the page that it is in. This is what a
// recording keeps, and so nothing here depends on a guide.

// Parts of a page that a reader tells apart, by tag; a role says it instead.
const PART_ROLES = {
  HEADER: "banner", FOOTER: "contentinfo", NAV: "navigation", MAIN: "main", ASIDE: "complementary", SEARCH: "search", SECTION: "region", FORM: "form",
  DIALOG: "dialog", FIELDSET: "group", TABLE: "table", UL: "list", OL: "list", MENU: "list",
};
const DIALOG_ROLES = ["dialog", "alertdialog"], ONLY_NAMED = ["region", "form", "group"];
const BOX_ROLES = ["table", "grid", "list", "menu", "menubar", "toolbar", "tablist", "tree"];
const KNOWN_ROLES = new Set([...Object.values(PART_ROLES), ...DIALOG_ROLES, ...BOX_ROLES]);
// A header of an article is none of the page.
const isOfPart = (element) => /^(HEADER|FOOTER)$/.test(element.tagName) && nearest(parentOf(element), "article, aside, main, nav, section");
const textOfIds = (element, ids) =>
  (ids || "").split(/\s+/).filter(Boolean).map((id) => element.getRootNode().getElementById(id)).filter(Boolean).map((each) => text(each)).join(" ");
const nameOfPart = (element) => {
  const legend = element.tagName === "FIELDSET" && childrenOf(element)[0] && select(element, "legend")[0];
  return tidy(textOfIds(element, element.getAttribute("aria-labelledby")) || element.ariaLabel || (legend ? text(legend) : ""));
};
const partRole = (element) => {
  const role = element.getAttribute("role") || (isOfPart(element) ? "" : PART_ROLES[element.tagName] || "");
  return KNOWN_ROLES.has(role) && (!ONLY_NAMED.includes(role) || nameOfPart(element)) ? role : "";
};
// The best label of a list in a navigation is the navigation.
const insidePart = (above, role, name, number) => {
  const isLabel = !BOX_ROLES.includes(role) || name || !above.number;
  return { number, label: isLabel ? (name ? `${role} "${name}"` : role) : above.label, dialog: DIALOG_ROLES.includes(role) ? number : above.dialog };
};

// Kinds of fields that a reader distinguishes.
const sortOfField = (field) => {
  const kind = field.getAttribute("role") || field.type;
  if (/^(checkbox|switch)$/.test(kind)) return "checkbox";
  if (kind === "radio") return "radio button";
  return field.tagName === "SELECT" || /^(combobox|listbox)$/.test(kind) ? "choice" : "text field";
};
const holdsText = (field) => field.matches("input, textarea") && sortOfField(field) === "text field" && field.type !== "password";
const leadsAway = (link) => {
  const given = link.getAttribute("href");
  if (!given || /^\s*javascript:/i.test(given) || (/^\s*#/.test(given) && link.matches("[onclick]"))) return "";
  return /^\s*#/.test(given) ? given.trim() : String(link.href.baseVal ?? link.href);
};
// To whoever sees it, a link that is drawn as a button is one, and a button without a box may be a link.
const drawnKinds = (kind, other, isOther) => (isOther ? [kind, other] : [kind]);
// A box under the hand of the mouse, of which nothing in the markup says that it is a button.
const isPressable = (element) =>
  element.matches(UNMARKED) && styleOf(element).cursor === "pointer" && isBoxed(element) && !hasUsed(element) && !nearest(element, `${USED}, label`);
const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]";
const USED = `${FIELDS}, ${WIDGETS}, ${LINKS}, ${BUTTONS}`;
const thing = (kinds, said, element, more = {}) => ({ kinds, words: said, enabled: enabled(element), ...more });
const optionsOf = (field) =>
  field.tagName === "SELECT" ? [...field.options].map((each) => thing(["option"], tidy(each.text), each)).filter((each) => each.words) : [];
const thingsOf = (element) => {
  if (element.matches(`${FIELDS}, ${WIDGETS}`)) {
    const sort = sortOfField(element), value = holdsText(element) ? tidy(element.value) : "";
    return [thing([sort], captionOf(element), element, { value }), ...optionsOf(element)];
  }
  if (element.matches(LINKS)) return [thing(drawnKinds("link", "button", isBoxed(element)), faceOf(element), element, { leads_to: leadsAway(element) })];
  if (element.matches(BUTTONS)) return isOfField(element) ? [] : [thing(drawnKinds("button", "link", !isBoxed(element)), faceOf(element), element)];
  if (isPressable(element)) return [thing(["button"], tidy(text(element)), element)];
  if (element.matches(PICTURE)) return isLarge(element) ? [thing(["image"], tidy(element.getAttribute("alt") || element.ariaLabel || ""), element)] : [];
  return [thing(["heading"], tidy(wholeText(element)), element)];
};
const hasUsed = remembered((element) => select(element, USED).some(visible));
// What counts as a whole: what one uses and a picture, but for an item of a menu around others; a heading without any.
const isWhole = (element) =>
  (element.matches(USED) && !(element.matches("[role=menuitem]") && hasUsed(element))) || element.matches(PICTURE) || isPressable(element) || (element.matches(HEADING) && !hasUsed(element));

// A menu that is open covers what is behind it, on one machine more than on another. It is on the list itself.
const isBehindMore = (box, element) => {
  if (!isCovered(box, element)) return false;
  const over = element.getRootNode().elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  if (!over || holds(over, element)) return true;
  // A menu may have lines between its items.
  return !hasUsed(smallest(over, (part) => !parentOf(part) || holds(parentOf(part), element)));
};
// A text is never read without a word because something lies over that, or near it with its shadow: only how the text
// itself is drawn takes any of its letters.
const neverLost = () => false;
const isDoubtful = (element) => isInUnusual(element) || !groundsOf(element).length;
const isLostHere = (node) => (isDoubtful(parentOf(node)) || !isInDoubt(parentOf(node), boxOfText(node)[1]) ? isGone : neverLost);
const uncutBehind = remembered((node) => lettersOf(node, () => false, isLostHere(node)));
const hasInkBehind = remembered((node) => hasInk(node) || hasInkBut(node, isBehindMore));
const inkedBehind = (node) => (hasInkBehind(node) ? asDrawn(node, uncutBehind(node)) : "");
const wholeText = (element, instead = asIs) => text(element, "", instead, inkedBehind);

const [THING, INTO, OUT, ITEM_START, ITEM_END] = ["\u0001", "\u0002", "\u0003", "\u0004", "\u0005"];
const ITEM_WORDS = 6;
// A text, a thing or a border of a part.
const TOKEN = new RegExp(`${THING}(\\d+)\n|${INTO}(\\d+)\n|[${OUT}${ITEM_START}${ITEM_END}]|[^${THING}-${ITEM_END}\n\t]+`, "g");
const pageElements = (root) => {
  const things = [], parts = [], opened = new Set();
  const within = (element, start, end) => {
    opened.add(element);
    return `\n${start}${wholeText(element, marked)}${end}\n`;
  };
  const marked = (element) => {
    if (opened.has(element) || element === root || !isShown(element)) return false;
    if (isWhole(element)) return visible(element) ? `\n${thingsOf(element).map((each) => `${THING}${things.push(each) - 1}\n`).join("")}` : false;
    const role = partRole(element);
    if (role) return within(element, `${INTO}${parts.push({ role, name: nameOfPart(element) }) - 1}\n`, OUT);
    return element.matches("li, [role=listitem]") && within(element, ITEM_START, ITEM_END);
  };
  return placed(wholeText(root, marked), things, parts);
};
const placed = (said, things, parts) => {
  const found = [], above = [{ number: 0, label: "page", dialog: 0 }];
  let items = 0;
  for (const [token, at, into] of said.matchAll(TOKEN)) {
    const region = above.at(-1);
    if (at) found.push({ ...things[at], region });
    else if (into) above.push(insidePart(region, parts[into].role, parts[into].name, Number(into) + 1));
    else if (token === OUT) above.pop();
    else if (token === ITEM_START) items += 1;
    else if (token === ITEM_END) items -= 1;
    // A full stop after a link is nothing by itself, and a star marks what is required.
    else if (/[\p{L}\p{N}_*]/u.test(tidy(token))) {
      const own = tidy(token);
      found.push({ kinds: [items && own.split(" ").length <= ITEM_WORDS ? "item" : "text"], words: own, enabled: true, region });
    }
  }
  // A text that only names a field is no more than its caption.
  const named = ({ words: said, region }) => `${region.number} ${said}`;
  const captions = new Set(found.filter(({ value }) => value !== undefined).map(named));
  return found.filter((each) => !(/^(text|item)$/.test(each.kinds[0]) && captions.has(named(each))));
};
