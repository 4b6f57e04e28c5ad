// What a reader sees of a page: controls by their words, fields by their captions, lines of text,
// and the few regions that the screens of a court have. Nothing here depends on a court's ids.
(() => {
  const FIELDS = "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]), select, textarea";
  const BUTTONS = "button, input[type=submit], input[type=button], input[type=reset], input[type=image], [role=button]";
  const LINKS = "a, [role=link], [role=menuitem]";

  // Labels end in "»", captions in ":"; neither is part of the words.
  // A soft hyphen or another break that may be taken shows nothing where it is not.
  const tidy = (text) =>
    text.replace(/[\u00ad\u200b\u2060\ufeff]/g, "").replace(/[\s\u00a0]+/g, " ").trim().replace(/\s*[»:]$/, "");
  // Two labels that differ by capitals or by a required mark name the same thing to a reader.
  const fold = (text) => tidy(text.replace(/^[\s\u00a0]*\*|\*[\s\u00a0]*$/g, "")).toLowerCase();

  const visible = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const inline = (element) => /^(inline|contents|ruby)/.test(getComputedStyle(element).display);

  // The text as written, with line breaks as laid out. innerText would show capitals that come
  // from a style sheet, and a reader who looks for the words does not mind those.
  const text = (node, seam = "") => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|TEXTAREA|SELECT)$/.test(node.tagName)) return "";
    if (node.tagName === "BR") return "\n";
    if (!node.checkVisibility({ visibilityProperty: true })) return "";
    const inner = [...node.childNodes].map((child) => text(child, seam)).join("");
    if (/^T[DH]$/.test(node.tagName) || (seam && /^D[TD]$/.test(node.tagName))) return `\t${inner}\t`;
    return inline(node) ? seam + inner + seam : `\n${inner}\n`;
  };
  const lines = (root) => text(root).split("\n").map((line) => tidy(line.replace(/\t/g, " "))).filter(Boolean);
  // What stands beside a caption: the rest of its line or cell, or else the next cell. A caption is
  // sure if it is a cell or a run of its own; the beginning of other text may be one too.
  const beside = (root, caption) => {
    const rows = text(root, "\v").split("\n").map((line) => line.split("\t").filter((cell) => tidy(cell)));
    for (const row of rows)
      for (const [at, cell] of row.entries()) {
        const runs = cell.split("\v");
        const own = runs.findIndex((run) => fold(run) === fold(caption));
        if (own < 0) continue;
        const rest = tidy(runs.slice(own + 1).join("")) || tidy((row[at + 1] || "").replace(/\v/g, ""));
        if (rest) return rest;
      }
    for (const cell of rows.flat().map((each) => tidy(each.replace(/\v/g, ""))))
      if (cell.toLowerCase().startsWith(fold(caption)) && /^[\s:]/.test(cell.slice(fold(caption).length)))
        return tidy(cell.slice(fold(caption).length).replace(/^\s*:/, ""));
    return "";
  };

  const BARE = { submit: "Submit", reset: "Reset" };
  // Only a button without a value gets words from the browser; one with an empty value has none.
  const face = (input) =>
    input.type === "image" ? input.alt : input.getAttribute("value") === null ? BARE[input.type] || "" : input.value;
  const words = (element) => {
    if (element.tagName === "INPUT") return tidy(face(element) || element.ariaLabel || element.title || "");
    const image = element.querySelector("img[alt]");
    return tidy(text(element)) || tidy(element.ariaLabel || (image && image.alt) || element.title || "");
  };

  const blockOf = (node) => {
    let element = node.parentElement;
    while (element && inline(element)) element = element.parentElement;
    return element;
  };
  // Forms of CM/ECF are tables without labels: the caption is the text read just before the field.
  const textBefore = (field) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    walker.currentNode = field;
    let caption = "", block = null;
    for (let node = walker.previousNode(); node; node = walker.previousNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.matches(`${FIELDS}, ${BUTTONS}`) && visible(node)) break;
        continue;
      }
      if (!tidy(node.data) || !visible(node.parentElement)) continue;
      // A heading stands over a whole form and is no field's caption.
      if (node.parentElement.closest("h1, h2, h3, h4, h5, h6")) break;
      if (block && blockOf(node) !== block) break;
      block = blockOf(node);
      caption = node.data + caption;
    }
    return caption;
  };
  // The text of a box stands after it, up to the end of the line or the next field.
  const textAfter = (field) => {
    let caption = "";
    for (let node = field.nextSibling; node; node = node.nextSibling) {
      const part = node.nodeType === Node.ELEMENT_NODE && node.matches(FIELDS) ? "\n" : text(node);
      caption += part;
      if (part.includes("\n") && tidy(caption)) break;
    }
    return caption.trim().split("\n")[0];
  };
  const captionOf = (field) => {
    const labelled = (field.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
      .map((id) => document.getElementById(id)).filter(Boolean).map((label) => text(label)).join(" ");
    const labels = [...(field.labels || [])].map((label) => text(label)).join(" ");
    const after = /^(checkbox|radio)$/.test(field.type) ? textAfter(field) : "";
    return [labelled, field.ariaLabel, labels, after, textBefore(field), field.placeholder, field.title]
      .map((caption) => tidy(caption || "")).find(Boolean) || "";
  };

  const all = (root, selector) => [...root.querySelectorAll(selector)].filter(visible);
  const links = (root) => all(root, LINKS).filter(words);
  const controls = (root) => all(root, `${LINKS}, ${BUTTONS}`).filter(words);
  const holding = (elements) => (root) => elements.filter((element) => root.contains(element)).length;
  const smallest = (start, suffices) => {
    let element = start;
    while (element && !suffices(element)) element = element.parentElement;
    return element;
  };

  // Items that 508 stored menu bars have: any three of them together are a menu bar.
  const BAR = /^(query|reports|utilities|search|help|log ?out|bankruptcy|adversary|civil|criminal)$/;
  const inBar = (item) => BAR.test(fold(words(item)));
  const menuBar = (root) => {
    const marked = all(root, "#topmenu, [role=menubar]")[0];
    if (marked) return marked;
    const items = controls(root).filter(inBar);
    return items.length < 3 ? null : smallest(items[0], (element) => holding(items)(element) >= 3);
  };
  const depthIn = (bar, item) => {
    let depth = 0;
    for (let element = item.parentElement; element && element !== bar; element = element.parentElement)
      depth += /^(UL|OL|TABLE)$/.test(element.tagName) || element.getAttribute("role") === "menu";
    return depth;
  };
  // An open drop-down lies deeper in the bar than the bar's own items, or in one part with its item.
  const barItems = (bar) => {
    if (!bar) return [];
    const items = controls(bar);
    const least = Math.min(...items.map((item) => depthIn(bar, item)));
    const known = items.filter(inBar);
    const opens = (item) => {
      for (let element = item.parentElement; element !== bar; element = element.parentElement) {
        const inside = known.filter((each) => element.contains(each));
        if (inside.length === 1 && items.indexOf(inside[0]) < items.indexOf(item)) return true;
      }
      return false;
    };
    return items.filter((item) => depthIn(bar, item) === least && !opens(item));
  };

  const leadsTo = (link, pattern) => pattern.test(link.hostname || "");
  const quickLinks = (root) => {
    const marked = all(root, "[class*=welcome-links] a")[0];
    if (marked) return marked.closest("ul, ol, [class*=welcome-links]");
    const every = links(root);
    const pacer = every.filter((link) => leadsTo(link, /^(pcl|pacer\.uscourts)\b/) || /\(PACER\)|case locator/i.test(words(link)));
    const filing = every.filter((link) => leadsTo(link, /^ecf\b/) || /e-?filing/i.test(words(link)));
    return pacer.length && filing.length
      ? smallest(pacer[0], (element) => holding(filing)(element) > 0 && element !== pacer[0])
      : null;
  };

  // What is known by what it lacks can be told only of a page that has arrived as a whole.
  const whole = () => document.readyState === "complete";
  // The page between the website and sign-on has a link to the filing system, and no form.
  const landing = (root) =>
    !whole() || quickLinks(root) || menuBar(root) || password(root)
      ? null
      : links(root).find((link) => /filing/i.test(words(link)));

  const password = (root) => all(root, "input[type=password]")[0];
  const signOnBox = (root) => {
    const field = password(root);
    if (!field || menuBar(root)) return null;
    const around = (selector) => smallest(field, (element) => all(element, selector).length > 0);
    const withLinks = around(LINKS);
    const form = field.closest("form") || around(BUTTONS);
    return withLinks && withLinks !== document.body && withLinks !== document.documentElement
      ? withLinks.contains(form) ? withLinks : form
      : form;
  };

  // The three screens of linking are pages with a menu bar: one asks for a password, one has only
  // something to submit, one has neither.
  const outside = (bar, elements) => elements.filter((each) => !bar.contains(each));
  const formOf = (thing) => thing.closest("form") || smallest(thing, (element) => all(element, BUTTONS).length > 0);
  const linking = (root) => {
    const bar = menuBar(root);
    if (!bar) return {};
    const [field] = outside(bar, all(root, FIELDS));
    const [submit] = outside(bar, all(root, BUTTONS));
    if (field) return { "link form": password(root) && formOf(password(root)) };
    return submit ? { "verification form": formOf(submit) } : whole() ? { message: root } : {};
  };

  const REGIONS = {
    "menu bar": menuBar,
    "quick links": quickLinks,
    "landing link": landing,
    "sign-on box": signOnBox,
    "link form": (root) => linking(root)["link form"],
    "verification form": (root) => linking(root)["verification form"],
    message: (root) => linking(root).message,
    page: (root) => root,
  };
  // A page that has only begun to arrive has no body yet, and so nothing that a reader could see.
  const element = (root) => (root.nodeType === Node.DOCUMENT_NODE ? root.body : root);
  const KINDS = {
    field: (root) => all(root, FIELDS).map((field) => [field, captionOf(field)]),
    button: (root) => all(root, BUTTONS).map((button) => [button, words(button)]),
    link: (root) => links(root).map((link) => [link, words(link)]),
    control: (root) => controls(root).map((control) => [control, words(control)]),
    item: (root) => barItems(menuBar(root)).map((item) => [item, words(item)]),
  };
  // A selector reads `kind "words"`, as in `field "Username *"`; `kind *` is every one of that kind.
  const find = (root, selector) => {
    const [, kind, wanted] = /^(\w+) ([^]*)$/.exec(selector);
    const place = element(root);
    if (!place) return [];
    if (kind === "region") return [REGIONS[wanted](place)].filter(Boolean);
    const every = KINDS[kind](place);
    const named = (all) => all.filter(([, found]) => fold(found) === fold(JSON.parse(wanted)));
    return (wanted === "*" ? every : named(every)).map(([found]) => found);
  };
  const sight = (region) => {
    const body = document.body;
    const place = REGIONS[region](body);
    const captions = (kind, root) => (root ? KINDS[kind](root).map(([, caption]) => caption) : []);
    return {
      lines: lines(body),
      fields: captions("field", place),
      buttons: captions("button", place),
      links: captions("link", place),
      items: captions("item", body),
    };
  };
  return { find, sight, beside: (caption) => beside(document.body, caption) };
})()
