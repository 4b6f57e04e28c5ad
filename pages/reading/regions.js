// The regions that the screens of a court have. A region is found by how courts build it, or else by
// the words that a guide shows of it: `known` has those of one screen, by what kind of element they name.

const UNKNOWN = { fields: [], controls: [], items: [], lines: [] };
const holding = (elements) => (root) => elements.filter((element) => holds(root, element)).length;
// Whether something else is said between two branches of a part that hold what was found: such a part is
// no list of it, but a page on which some of it stands elsewhere.
const isInterrupted = (part, found) => {
  const inside = found.map(([each]) => each).filter((each) => holds(part, each));
  const core = inside.length ? smallest(inside[0], (element) => holding(inside)(element) === inside.length) : part;
  const branches = [...childrenOf(core)].filter((each) => each.nodeType === Node.ELEMENT_NODE).map((branch) => [branch, holding(inside)(branch) > 0]);
  const [first, last] = [branches.findIndex(([, has]) => has), branches.findLastIndex(([, has]) => has)];
  return branches.slice(first, last).some(([branch, has]) => !has && /\p{L}{2}/u.test(besides(branch)));
};
// The text of a part without that of its controls.
const besides = (part) =>
  part.matches(`${LINKS}, ${BUTTONS}`) ? "" : controls(part).reduce((rest, each) => rest.replace(words(each), ""), tidy(text(part)));
const outside = (part, elements) => elements.filter((each) => !part || !holds(part, each));

// The elements that have one of the wanted captions, each with its caption.
const matching = (elements, caption, wanted) => {
  const folded = new Set(wanted.map(fold));
  return elements.map((each) => [each, fold(caption(each))]).filter(([, found]) => folded.has(found));
};
const distinct = (part, found) => new Set(found.filter(([each]) => holds(part, each)).map(([, word]) => word)).size;
// The part of the page that holds most of what was found, and little else of its kind.
const cluster = (root, found, every, least, suits = () => true) => {
  const others = every.filter((each) => !found.some(([one]) => one === each));
  const worth = (part) => distinct(part, found) - holding(others)(part) / 2;
  const starts = found.map(([each]) => smallest(each, (part) => distinct(part, found) >= least)).filter((part) => part && suits(part));
  let [best] = starts.sort((one, other) => worth(other) - worth(one));
  for (let part = best && parentOf(best); part && holds(root, part); part = parentOf(part))
    if (suits(part) && distinct(part, found) > distinct(best, found) && worth(part) >= worth(best)) best = part;
  return best || null;
};
const half = (wanted) => Math.max(2, Math.ceil(wanted.length / 2));
// How courts build a region goes first, unless more of the known words stand elsewhere. Where it is
// built in the courts' own way, one word more elsewhere is one that has moved there.
const better = (built, guessed, found, moved = 0) =>
  built && (!guessed || distinct(built, found) + moved >= distinct(guessed, found)) ? built : guessed;

// Items that 508 stored menu bars have: any three of them together are a menu bar.
const BAR = /^(query|reports|utilities|search|help|log ?out|bankruptcy|adversary|civil|criminal)$/;
const inBar = (item, known) => {
  const caption = fold(words(item));
  return BAR.test(caption) || known.items.some((each) => fold(each) === caption);
};
// A menu bar has its items and hardly any other words, so that what has moved out of it is outside.
const MOST_OTHER_WORDS = 60;
const saysLittle = (part) => besides(part).length < MOST_OTHER_WORDS && !all(part, FIELDS).length;
const barsOf = remembered(() => new Map());
const menuBar = (root, known) => {
  const bars = barsOf(known);
  if (!bars.has(root)) bars.set(root, findBar(root, known));
  return bars.get(root);
};
const findBar = (root, known) => {
  const every = controls(root);
  const found = every.filter((item) => inBar(item, known)).map((item) => [item, fold(words(item))]);
  const bars = all(root, "#topmenu, [role=menubar]");
  // A bar of which every item has changed is known by its mark, where a bar is expected.
  const expected = known.items.length && bars.find((bar) => controls(bar).length >= 3);
  const marked = bars.find((bar) => distinct(bar, found) >= 2) || expected;
  return marked || cluster(root, found, every, 3, (part) => saysLittle(part) && !isInterrupted(part, found));
};
const depthIn = (bar, item) =>
  select(bar, "ul, ol, table, [role=menu]").filter((list) => list !== item && holds(list, item)).length;
const mostOften = (numbers) => {
  const times = (number) => numbers.filter((each) => each === number).length;
  return [...numbers].sort((one, other) => times(other) - times(one) || one - other)[0];
};
// An open drop-down lies deeper in the bar than the bar's own items, or in one part with its item.
const barItems = (bar, known) => {
  if (!bar) return [];
  const items = controls(bar);
  const certain = items.filter((item) => inBar(item, known));
  // A logo that is a link, or an item that has moved, stands above the others.
  const depths = (certain.length ? certain : items).map((item) => depthIn(bar, item));
  const usual = mostOften(depths);
  const opens = (item) => {
    for (let element = parentOf(item); element !== bar; element = parentOf(element)) {
      const inside = certain.filter((each) => holds(element, each));
      if (inside.length === 1 && items.indexOf(inside[0]) < items.indexOf(item)) return true;
    }
    return false;
  };
  return items.filter((item) => depthIn(bar, item) === usual && !opens(item));
};
// A place of the bar's own list that has words and nothing to select; what the guide documents there is a link.
const ROWS = `:is(li, td):not(${LINKS}, ${BUTTONS})`, LISTS = "ul, ol, table, [role=menu], [role=menubar]";
const bareItems = (bar, items, known) => {
  const lists = new Set(items.map((item) => nearest(item, LISTS)).filter((list) => list && holds(bar, list)));
  const isDocumented = (row) => known.items.some((each) => fold(each) === fold(text(row)));
  return [...lists].flatMap((list) =>
    select(list, ROWS).filter((row) => nearest(parentOf(row), LISTS) === list && !controls(row).length && /\p{L}/u.test(text(row)) && !isDocumented(row)));
};

const leadsTo = (link, pattern) => pattern.test(link.hostname || "");
const quickLinks = (root, known) => {
  const marked = all(root, "[class*=welcome-links] a, [class*=welcome-links] button")[0];
  const every = controls(root);
  const found = matching(every, words, known.controls);
  const guessed = cluster(root, found, every, half(known.controls), (part) => !isInterrupted(part, found));
  if (marked) return better(nearest(marked, "ul, ol, [class*=welcome-links]"), guessed, found, 1);
  if (guessed) return guessed;
  const pacer = every.filter((link) => leadsTo(link, /^(pcl|pacer\.uscourts)\b/) || /\(PACER\)|case locator/i.test(words(link)));
  const filing = every.filter((link) => leadsTo(link, /^ecf\b/) || /e-?filing/i.test(words(link)));
  return pacer.length && filing.length
    ? smallest(pacer[0], (element) => holding(filing)(element) > 0 && element !== pacer[0])
    : null;
};

// A page can be known by what it lacks only when all of it has arrived.
const whole = () =>
  document.readyState === "complete" && (!hasIslands || select(wholePage(), "iframe, frame").every((each) => !each.contentDocument || each.contentDocument.readyState === "complete"));
const passwords = (root) => all(root, "input[type=password]");
// The page between the website and sign-on has a link to the filing system, and no form.
const landing = (root, known) => {
  if (!whole() || quickLinks(root, UNKNOWN) || menuBar(root, UNKNOWN) || passwords(root).length) return null;
  const every = links(root);
  const [named] = matching(controls(root), words, known.controls).map(([link]) => link);
  const system = every.find((link) => /document filing system/i.test(words(link)));
  const login = every.find((link) => /\/cgi-bin\/login\.pl$/.test(link.pathname || ""));
  return named || system || login || every.find((link) => /filing/i.test(words(link)));
};

const signOnBox = (root, known) => {
  if (menuBar(root, UNKNOWN)) return null;
  const every = [...all(root, FIELDS), ...controls(root)];
  const found = [
    ...matching(all(root, FIELDS), captionOf, known.fields),
    ...matching(controls(root), words, known.controls),
  ];
  const guessed = cluster(root, found, every, half([...known.fields, ...known.controls]));
  return better(aroundPassword(root), guessed, found, 1);
};
const aroundPassword = (root) => {
  const [field, another] = passwords(root);
  // Who changes a password types it twice, and does not sign on.
  if (!field || another) return null;
  const withLinks = smallest(field, (element) => links(element).some((link) => !isButton(link)));
  const form = formOf(field);
  return withLinks && withLinks !== document.body && withLinks !== document.documentElement
    ? holds(withLinks, form) ? withLinks : form
    : form;
};

// The dialog or form around the box by which one agrees.
const agreement = (root, known) => {
  const boxes = all(root, "input[type=checkbox]");
  const [stated] = matching(boxes, captionOf, known.fields).map(([box]) => box);
  const box = stated || boxes[0];
  return box ? nearest(box, "[role=dialog], dialog, form") || formOf(box) : null;
};

// The three screens of linking are pages with a menu bar: one asks for a password, one has only
// something to submit, one has neither. A page that says most of what the guide shows of a screen,
// and of no other one, is that screen too, whatever else has changed on it.
const formOf = (control) => {
  const form = nearest(control, "form");
  return form && !isAroundPage(form) ? form : smallest(control, (element) => buttons(element).length > 0);
};
const says = (root, known) => {
  const said = fold(lines(root).join(" "));
  return known.lines.length > 0 && known.lines.filter((line) => said.includes(fold(line))).length >= known.lines.length / 2;
};
const linkForm = (root, known) => {
  const bar = menuBar(root, known);
  const fields = outside(bar, all(root, FIELDS));
  const found = matching(fields, captionOf, known.fields);
  if (found.length && found.length >= known.fields.length / 2) return formOf(found[0][0]);
  return bar && fields.length && passwords(root).length ? formOf(passwords(root)[0]) : null;
};
const OF_SITE = "header, nav, footer, search, [role=banner], [role=navigation], [role=contentinfo], [role=search]";
const verification = (root, known) => {
  const bar = menuBar(root, known);
  const every = outside(bar, all(root, BUTTONS));
  // A site may have other buttons over each page, such as one that searches.
  const [named] = matching(every, words, known.controls).map(([button]) => button);
  const submit = named || every[0];
  if (says(root, known)) return submit ? formOf(submit) : root;
  const asks = outside(bar, all(root, FIELDS)).some((field) => !nearest(field, OF_SITE));
  return bar && submit && !asks ? formOf(submit) : null;
};
const confirmation = (root, known) => {
  if (says(root, known)) return root;
  const bar = menuBar(root, known);
  return whole() && bar && !outside(bar, all(root, `${FIELDS}, ${BUTTONS}`)).length ? root : null;
};

// A page that only has a message, and one control that leads on.
const WAY_ON = /^(continue|proceed|next|ok|skip.*|close|(i )?(agree|accept|understand|acknowledge)\b.*)$/;
const MOST_ON_A_NOTICE = 4;
const notice = (root) => {
  const every = controls(root);
  const onward = every.filter((each) => WAY_ON.test(fold(words(each))));
  if (!whole() || onward.length !== 1 || every.length > MOST_ON_A_NOTICE) return null;
  const asks = all(root, FIELDS).some((field) => field.type !== "checkbox");
  return asks || menuBar(root, UNKNOWN) || quickLinks(root, UNKNOWN) ? null : onward[0];
};

const REGIONS = {
  "menu bar": menuBar,
  "quick links": quickLinks,
  "landing link": landing,
  "sign-on box": signOnBox,
  agreement,
  "link form": linkForm,
  "verification form": verification,
  message: confirmation,
  menu: (root) => root,
  "way on": notice,
  page: (root) => root,
};
// A menu opens below the bar or in the middle of a page, and not at its foot.
const AT_FOOT = "footer, [role=contentinfo]";
// A page that has only begun to arrive has no body yet, and so nothing that a reader could see.
const topOf = (root) => (root.nodeType === Node.DOCUMENT_NODE ? root.body : root);
const KINDS = {
  field: (root) => all(root, FIELDS).map((field) => [field, captionOf(field)]),
  button: (root) => buttons(root).map((button) => [button, words(button)]),
  link: (root) => links(root).map((link) => [link, words(link)]),
  control: (root) => controls(root).map((control) => [control, words(control)]),
  entry: (root) => controls(root).filter((entry) => !nearest(entry, AT_FOOT)).map((entry) => [entry, words(entry)]),
  item: (root, known) => barItems(menuBar(root, known), known).map((item) => [item, words(item)]),
};
// What is read as a whole depends on what a picture has shown, and says what another one should decide.
const ruled = (readAll) => ({ gone: places = [], ...wanted }) => {
  rule(places);
  return { ...readAll(wanted), doubts: boxesOfDoubts() };
};
const ANSWERS = {
  reading: ruled(({ name, known }) => readScreen(name, known)),
  beside: ({ words: caption, others }) => beside(wholePage(), caption, others),
  captions: ({ words: value }) => captionsOf(wholePage(), value),
  page: ruled(() => ({ page: pageElements(wholePage()) })),
  places: ({ texts }) => texts.map((said) => placeOfText(wholePage(), said)),
};
// A page may say with <base> in which tab its links open; what opens in a frame opens in none.
const isForTab = (link) => {
  const base = link.ownerDocument.querySelector("base[target]");
  const target = link.target || (link.href && base?.target) || "";
  return !/^(_self|_top|_parent)?$/.test(target) && !(target in top.frames);
};
// A selector finds elements, so an answer is the text (JSON) of one that is on no page.
const answering = (answer) => Object.assign(document.createElement("output"), { textContent: JSON.stringify(answer) });
// A selector is a kind and what is wanted of it in JSON, as in `field {"words": "Username *"}`; without
// words it is every one of that kind. A region is wanted by its name.
const find = (root, selector) => {
  const [, kind, wanted] = /^(\w+) ([^]*)$/.exec(selector);
  const { name, words: caption, known = UNKNOWN } = JSON.parse(wanted);
  lookAgain(!(kind in ANSWERS));
  if (kind in ANSWERS) return [answering(ANSWERS[kind](JSON.parse(wanted)))];
  const place = topOf(root);
  if (!place) return [];
  if (kind === "tab") return isForTab(place) ? [place] : [];
  if (kind === "drawn") return [isDrawn(place) ? place : drawnFor(place)].filter(Boolean);
  const region = name && REGIONS[name](place, known);
  if (kind === "region") return [region].filter(Boolean);
  // A part that only holds what floats has no size of its own.
  if (kind === "mark") return region && isNothing(region.getBoundingClientRect()) ? controls(region).slice(0, 1) : [region].filter(Boolean);
  const every = KINDS[kind](place, known);
  if (caption === undefined) return every.map(([found]) => found);
  const named = every.filter(([, found]) => fold(found) === fold(caption)).map(([found]) => found);
  return named.length || kind !== "button" ? named : unmarkedButtons(place, [caption]);
};

const OPENERS = "[aria-expanded], [aria-haspopup], [aria-controls], [popovertarget], summary";
// A field that is only to be read may open to whoever clicks on it, which shows when one types.
const enabled = (element) =>
  !element.matches(":disabled") && !nearest(element, "[aria-disabled=true], [inert]");
// A password is drawn as dots, by its kind or by the style sheet.
const hidesTyping = (element) =>
  element.matches("input[type=password]") || !["none", "", undefined].includes(styleOf(element).webkitTextSecurity);
// Where a link leads, or where the form goes that a button submits.
const target = (element) => {
  if (element.href && /^https?:/.test(element.href)) return String(element.href);
  const form = /^(submit|image)$/.test(element.type) && element.form;
  const action = form && (element.getAttribute("formaction") || form.getAttribute("action") || "");
  return form && URL.canParse(action, form.baseURI) ? new URL(action, form.baseURI).href : "";
};
// What a reader would call the part of a page in which something stands.
const placeOf = (element) => {
  if (!visible(element)) {
    const before = controls(wholePage()).filter((each) => isBefore(each, element));
    return before.length ? `under ${words(before.at(-1))}` : "page";
  }
  const part = nearest(element, "nav, header, footer, aside, dialog, form, main, [role=menu], [role=dialog], [role=navigation]");
  const called = part && (part.ariaLabel || tidy((select(part, "h1, h2, h3, legend")[0] || {}).textContent || ""));
  const kind = part ? (part.getAttribute("role") || part.tagName.toLowerCase()).replace(/^nav$/, "navigation") : "page";
  return called ? `${kind} ${called}` : kind;
};
// Where on the screen something is drawn: in the window of the page, whichever frame it is in.
const inWindow = (box, element) => {
  const frame = viewOf(element)?.frameElement;
  return frame ? inWindow(inOuter(box, frame), frame) : box;
};
const placedBox = (element) => inWindow(element.getBoundingClientRect(), element);
// As such: from the left, from above, and how large.
const boxOf = (element, drawn = element) => {
  const { left, top, right, bottom } = inWindow(drawn.getBoundingClientRect(), element);
  return [left, top, right - left, bottom - top].map(Math.round);
};
// What is scrolled stands where the part is that scrolls it, unless both are in it.
const partApart = (element, other) => {
  const around = scrollerOf(element) ?? viewOf(element)?.frameElement;
  return around && !holds(around, other) ? partApart(around, other) : element;
};
// Whether of two neighbors the later one is drawn first: to the left in one row, or above in one column.
const overlap = (one, other, from, to) => Math.min(one[to], other[to]) - Math.max(one[from], other[from]) > Math.min(one[to] - one[from], other[to] - other[from]) / 2;
const isSwapped = ({ element: one }, { element: other }) => {
  if (!visible(one) || !visible(other) || holds(one, other)) return false;
  const [first, second] = [placedBox(partApart(one, other)), placedBox(partApart(other, one))];
  return (second.right <= first.left && overlap(first, second, "top", "bottom")) || (second.bottom <= first.top && overlap(first, second, "left", "right"));
};
// Elements in the order in which they are drawn, which a style sheet may turn round.
const asLaidOut = (elements) => {
  const sorted = [];
  for (const each of elements) {
    let at = sorted.length;
    while (at && isSwapped(sorted[at - 1], each)) at--;
    sorted.splice(at, 0, each);
  }
  return sorted;
};
// A button without words that opens the list of a field is a part of it.
const isOfField = (element) =>
  element.matches(BUTTONS) && !drawnWords(element) &&
  (element.matches("[aria-haspopup=listbox]") || select(parentOf(element) ?? element, "[role=combobox], input[list]").length > 0);
// Whether something out of sight is in a closed menu, beside which stands what opens it.
const CONTROLS = `${LINKS}, ${BUTTONS}`;
const isFolded = (element) => {
  for (let part = parentOf(element); part && !isDrawn(part); part = parentOf(part)) {
    if (part.matches("li")) continue;
    const shown = siblingsOf(part).filter((each) => each !== part && each.nodeType === Node.ELEMENT_NODE && isDrawn(each));
    const controlled = part.id ? select(wholePage(), `[aria-controls~="${CSS.escape(part.id)}"]`).filter(isDrawn) : [];
    if (controlled.length || shown.some((each) => each.matches(OPENERS) || select(each, OPENERS).length)) return true;
    if (shown.some((each) => each.matches(CONTROLS)) && nearest(part, "li, nav, menu, [role=menu], [role=menubar], [role=navigation], td")) return true;
  }
  return false;
};
// The words that stand over a part as the heads of its groups, the nearest first.
const HEADS = `h1, h2, h3, h4, h5, h6, [role=heading], strong, b, ${OPENERS}`;
const headOf = (part) => {
  if (part.matches(`li, tr, td, ${LINKS}, ${BUTTONS}`)) return "";
  const siblings = siblingsOf(part), before = siblings.slice(0, siblings.indexOf(part)).filter((each) => each.nodeType === Node.ELEMENT_NODE && isDrawn(each));
  const named = before.flatMap((each) => [each, ...select(each, HEADS)]).filter((each) => each.matches(HEADS)).map((each) => tidy(text(each)));
  const opener = before.length ? controls(parentOf(part)).filter((each) => holds(before.at(-1), each)).map(words) : [];
  return named.filter(Boolean).at(-1) || (opener.length === 1 ? opener[0] : "");
};
const headsOver = remembered((part) =>
  !part || part === document.body ? [] : [headOf(part), ...headsOver(parentOf(part))].filter(Boolean));
// Where words stand: the smallest part of a page that has them, as wide as what is drawn in it.
const placeOfText = (root, said) => {
  const hasIt = (node) => node.nodeType === Node.ELEMENT_NODE && fold(text(node)).includes(fold(said));
  let part = root;
  if (!fold(said) || !hasIt(part)) return null;
  for (let inner = part; inner; inner = [...childrenOf(part)].find(hasIt)) part = inner;
  const drawn = part.ownerDocument.createRange();
  drawn.selectNodeContents(part);
  return boxOf(part, drawn);
};
// The buttons of a screen that only show by how they are drawn, if any of its controls is missing.
const unmarkedOf = (name, known, region) => {
  if (!region || HAS_LINKS.test(name)) return [];
  const there = new Set(controls(region).map((each) => fold(words(each))));
  return unmarkedButtons(region, known.controls.filter((each) => !there.has(fold(each))));
};
const HAS_LINKS = /^(menu|menu bar|quick links|page)$/;
const elementsOf = (root, name, known, region, bar, unmarked) => {
  const items = barItems(bar, known), hasButtons = !/^(menu|quick links)$/.test(name);
  const wanted = new Set([...known.fields, ...known.controls, ...known.items].map(fold));
  // A hidden element is read only if the guide names it: it may have moved to where it shows later.
  const caption = (element) =>
    !visible(element) ? tidy(element.textContent || element.value || "") : element.matches(FIELDS) ? captionOf(element) : words(element);
  const bare = bareItems(bar, items, known);
  const found = select(root, `${FIELDS}, ${LINKS}, ${BUTTONS}`), more = [...bare, ...unmarked];
  const every = (more.length ? [...found, ...more].sort((one, other) => (isBefore(one, other) ? -1 : 1)) : found)
    .filter((element) => !isOfField(element))
    .map((element) => ({
      element,
      words: caption(element),
      visible: visible(element),
      here: Boolean(region && holds(region, element)) && !(name === "menu" && nearest(element, AT_FOOT)),
      item: items.includes(element) || bare.includes(element),
    }))
    .filter((each) => (each.visible && (each.here || each.item)) || wanted.has(fold(each.words)))
    .filter((each) => each.words || each.element.matches(`${FIELDS}, ${BUTTONS}`));
  return asLaidOut(every)
    .map(({ element, ...seen }) => ({
      ...seen,
      drawn: !seen.words || Boolean(element.matches(FIELDS) ? drawnCaption(element) : drawnWords(element)),
      // What opens a menu, or a group of one, is as good as a link that does.
      kinds: Object.entries({ field: FIELDS, link: seen.item || name === "menu" ? `${LINKS}, ${OPENERS}` : LINKS, button: BUTTONS })
        .filter(([kind, selector]) => element.matches(selector) || (kind === "button" && hasButtons && !seen.item && (isButton(element) || unmarked.includes(element))))
        .map(([kind]) => kind),
      enabled: enabled(element),
      hides: element.matches(FIELDS) && hidesTyping(element),
      leads_to: target(element),
      method: element.form ? (element.getAttribute("formmethod") || element.form.getAttribute("method") || "get").toUpperCase() : "",
      folded: !seen.visible && isFolded(element),
      place: placeOf(element),
      box: boxOf(element),
      under: name === "menu" && seen.here && seen.visible ? headsOver(element) : [],
    }));
};
// What stands over a region, or at its top before its first field or button: a heading, a line in bold, or else
// just its first line.
const HEADINGS = "h1, h2, h3, h4, h5, h6, legend, caption, [role=heading], b, strong, big";
const isLine = (bold) => {
  const block = blockOf(bold.firstChild || bold);
  const row = block && nearest(block, "tr, dl");
  return !bold.matches("b, strong, big") || tidy(text(row || block || bold)) === tidy(text(bold));
};
const headingOver = (region) => {
  if (!region) return "";
  const [first] = all(region, `${FIELDS}, ${BUTTONS}`);
  const every = all(wholePage(), HEADINGS).filter(
    (each) => tidy(text(each)) && !nearest(each, "header, nav, footer, a, button, label") && isLine(each),
  );
  const within = every.find((each) => holds(region, each) && (!first || isBefore(each, first)));
  const heading = within || every.findLast((each) => isBefore(each, region) && !holds(each, region));
  if (heading) return lines(heading).join(" ");
  return region === wholePage() ? "" : lines(region)[0] || "";
};
const readScreen = (name, known) => {
  const page = wholePage();
  const bar = menuBar(page, known), region = REGIONS[name](page, known), near = nearTo(page, region);
  const unmarked = unmarkedOf(name, known, region);
  const said = markedLines(page, near, bar, unmarked);
  return {
    lines: said.map(({ all }) => all).filter(Boolean),
    elements: elementsOf(page, name, known, region, bar, unmarked),
    heading: headingOver(region),
    pieces: piecesOf(page, said, region, near, bar, unmarked),
    barred: Boolean(barredControl(name, known, region, bar)),
    page: pageElements(page),
  };
};
