// Which screen a page is of which no guide says anything, and the facts of it that a person would
// want to know. It builds on `words.js` and `regions.js`, and on what archived pages of courts have.

// Style sheets are not stored with a page. What these names hide is hidden in all of their frameworks.
const HIDING =
  ".element-invisible, .element-hidden, .visually-hidden, .sr-only, .usa-sr-only, .screen-reader-text, " +
  ".hidden, .d-none, .js-hide, .ui-helper-hidden, .ui-helper-hidden-accessible, .ui-hidden-container, noscript";
const hideAsStyled = () => {
  const style = document.createElement("style");
  style.textContent = `:is(${HIDING}) { display: none !important; }`;
  document.documentElement.append(style);
};

// Words are compared without capitals, and with "/" for whatever stands between CM and ECF.
const plain = (text) =>
  fold(text).replace(/\bcm[\s/\\-]*ecf\b/g, "cm/ecf").replace(/\be[\s\u2010-\u2013-]?fil(e|ing|er|ers)\b/g, "e-fil$1");
const heads = (root) => all(root, "h1, h2, h3, h4, legend, [role=heading], .ui-panel-title, .ui-dialog-title");
const title = () => tidy(document.title);

// Where a link leads. Of a button it is where its form goes.
const written = (element) => {
  const script = /(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['"]([^'"]+)/.exec(element.getAttribute("onclick") || "");
  return element.getAttribute("href") ?? element.getAttribute("formaction") ?? script?.[1] ?? element.form?.getAttribute("action") ?? null;
};
const address = (element) => {
  const href = written(element);
  return href !== null && URL.canParse(href.trim(), document.baseURI) ? new URL(href.trim(), document.baseURI) : null;
};
const hostOf = (element) => address(element)?.hostname ?? "";
const pathOf = (element) => address(element)?.pathname ?? "";
const queryOf = (element) => address(element)?.search ?? "";
const toLogout = (element) => /logout/i.test(queryOf(element));
const opensTab = (element) => {
  const base = document.querySelector("base[target]");
  const target = element.getAttribute("target") || (base && base.target) || "";
  return /window\.open\(/.test(element.getAttribute("onclick") || "") || !/^(_self|_top|_parent)?$/i.test(target);
};
// Test and training systems of a court have separate hosts.
const TRAINING = /(^|[.-])(ecf-?)?(train|training|test|demo|dev)\d*([.-]|$)|^ecf-/i;
const isTraining = (element) => TRAINING.test(hostOf(element));
const isLive = (element) => /^(cm)?ecf\d*\./i.test(hostOf(element)) && !isTraining(element);
const isSignOn = (element) =>
  !toLogout(element) && !isTraining(element) &&
  (/[?&]servlet=login\b/i.test(queryOf(element)) || /^pacer\.login\./i.test(hostOf(element)) ||
    /\/cgi-bin\/(login|showindex)\.pl$|\/csologin\/|\/attorneyfiling\b/i.test(pathOf(element)));

// The address of PACER's sign-on says to which court it leads.
const isToCourt = (element) => isSignOn(element) && /[?&]appurl=https?(:|%3a)\S*\b(cm)?ecf\d*\./i.test(queryOf(element));

// The menu bar

const OTHER_ITEMS = ["Logoff", "Log Off", "Sign Out", "Signout", "Sign Off", "Exit", "Filing", "Case Search", "Calendar", "Opinions", "Briefs"];
const CORE = /^(query|reports?|utilities|case search|log ?(out|off)|sign ?(out|off))$/;
const bareItem = (item) => plain(words(item));
// In a bar there is nothing between two items but other controls, and perhaps a line.
const speaksBetween = (one, other) => {
  const walker = document.createTreeWalker(wholePage(), NodeFilter.SHOW_TEXT);
  walker.currentNode = one;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.compareDocumentPosition(other) & (Node.DOCUMENT_POSITION_PRECEDING | Node.DOCUMENT_POSITION_CONTAINS)) return false;
    const holder = node.parentElement;
    if (/\p{L}{2}/u.test(node.data) && !holder.closest(`script, style, ${LINKS}, ${BUTTONS}`) && visible(holder)) return true;
  }
  return false;
};
const runs = (items) =>
  items.reduce((all, item, at) => {
    if (at && !speaksBetween(items[at - 1], item)) all.at(-1).push(item);
    else all.push([item]);
    return all;
  }, []);
const barOf = (root) => {
  const known = { ...UNKNOWN, items: OTHER_ITEMS };
  const bar = menuBar(root, known);
  if (!bar) return null;
  const marked = Boolean(bar.closest("#topmenu"));
  const items = barItems(bar, known).filter((item) => words(item) || item.title);
  const sure = (each) => new Set(each.filter((item) => inBar(item, known)).map(bareItem)).size;
  const most = marked ? items : runs(items).reduce((top, run) => (sure(run) > sure(top) ? run : top), []);
  const core = new Set(most.map(bareItem).filter((word) => CORE.test(word)).map((word) => word.replace(/log ?(out|off)|sign ?(out|off)/, "log out")));
  return core.size >= (marked ? 1 : 2) && sure(most) >= (marked ? 2 : 3) ? { bar, items: most } : null;
};
// A user who may not file has only these items; any other item is for filing.
const NOT_FILING = new RegExp(
  "^(query|reports?|utilities|search|case search|calendar|opinions|orders?.*|briefs|help.*|faqs?|home|exit|" +
    "log ?(out|off|in)|sign ?(out|off)|pacer.*|case locator.*|my account|account|court info(rmation)?|contact.*|" +
    ".*\\balerts?\\b.*|.*\\bnotifications?\\b.*|.*\\bmanuals?\\b.*|.*\\bguides?\\b.*|.*\\btraining\\b.*|.*\\brecap\\b.*|" +
    "what'?s new|rss.*|xml|txt|news|print.*|feedback|about.*|change client.*|\\W*|\\d+)$",
);
const FILING = /events\b/i;
const files = (item) => FILING.test(queryOf(item)) || !NOT_FILING.test(bareItem(item));
const menuFacts = (found) =>
  found ? { menu: found.items.some(files) ? "full" : "limited", menu_labels: found.items.map(words).filter(Boolean) } : {};

// Linking

// What a page says itself, without the words of links, the names of which are those of other pages.
const sayings = (root, bar, withLinks = false) =>
  lines(root, (node) => node === bar || node.matches(withLinks ? BUTTONS : `${LINKS}, ${BUTTONS}`));
const ACCOUNTS = /\b(pacer|cm\/ecf|ecf|e-fil\w+|filer|filing|nextgen)\b/;
const asksToLink = (line) => /\b(link|linking|connect|associate|pair)\b/.test(line) && /\baccounts?\b/.test(line) && ACCOUNTS.test(line);
const MOST_OF_A_HEADING = 90;
const FAILED = /\b(already|not|cannot|could ?n[o']t|unable|fail\w*|error|denied|refused|until|before|once|when|if|after|will|must)\b/;
const linked = (line) =>
  !FAILED.test(line) && /\baccounts?\b/.test(line) &&
  (/\b(linked|connected|associated)\b/.test(line) && /\b(has|have|is|are|were|was|successfully|now)\b/.test(line) ||
    /\blink(ing)?\b.*\b(success\w*|complete\w*)\b/.test(line));
const REFERS_TO_OLD = /\b(cm\/ecf|ecf|e-filing|filing|filer|old|current|existing)\b/;
// Of pages that show names only sentences are read, and none that begins with the caption of a name.
const NAME_LINE = /^(the |your )?(new |old |upgraded |current )?(cm\/?-?ecf|pacer|e-?filing|filer)( account| login| user ?name| user| name| filer)?\s*(:|-|=|\s)\s*(?!(is|are|was|were|will|has|have|can|cannot|may|must|should|accounts?|logins?|users?|filers?|credentials|password|and|or)\b)/i;
// So does a login: it has digits, or is the word after "account" that is no word of a sentence.
const LOGIN = new RegExp(
  "\\b[a-z]+\\d+\\b|\\b(account|login|username|user)\\s+[\"'(]?(?!(is|are|was|were|to|and|or|of|for|with|by|in|at|on|has|have|had|" +
    "will|would|can|cannot|could|may|must|should|that|this|which|from|as|if|when|before|after|below|above|you|your|the|name|number|" +
    "password|credentials|information|access|holders?|\\w+ed|\\w+ing)\\b)[\\w.@-]",
  "i",
);
const sentences = (said) => {
  const all = said.filter((line) => /[.?!]["”’)]?$/.test(line) && line.split(" ").length >= 4);
  const named = new Set(
    said.filter((line) => !all.includes(line) || NAME_LINE.test(line)).flatMap((line) => line.split(/[^\p{L}\p{N}_.'-]+/u))
      .filter((word) => word.length > 2 && /^\p{Lu}\p{Ll}|\d|^[a-z]+$/u.test(word)).map((word) => word.toLowerCase()),
  );
  // A sentence may hold a name as well, which shows by two capital letters that follow each other.
  const names = (line) =>
    (line.match(/(?<!^)(?<![.?!]["”’)]?\s)\b\p{Lu}[\p{Ll}'’-]+(\s+\p{Lu}\.?)*\s+\p{Lu}[\p{Ll}'’-]+/gu) || [])
      .some((pair) => pair.toLowerCase().split(/\s+/).every((word) => named.has(word) || /^\p{L}\.?$/u.test(word)));
  return all.filter((line) => !NAME_LINE.test(line) && !LOGIN.test(line) && !names(line));
};
const formFacts = (part, bar) => ({
  fields: outside(bar, all(part, FIELDS)).map(captionOf),
  buttons: outside(bar, all(part, BUTTONS)).map(words),
});
const linking = (root, found) => {
  const bar = found && found.bar;
  const said = sayings(root, bar);
  const folded = said.map(plain);
  const headings = outside(bar, heads(root)).filter((each) => !each.closest(LINKS)).map((each) => tidy(text(each)));
  const short = said.filter((line) => line.length <= MOST_OF_A_HEADING && !/[.?!]$/.test(line));
  const asking = [...headings, ...short].find((each) => asksToLink(plain(each)))
    ?? (found ? [...headings, ...short].find((each) => /^link\b.*\baccounts?\b/.test(plain(each))) : undefined);
  const heading = asking ?? headings[0] ?? "";
  const secret = outside(bar, all(root, "input[type=password]"))[0];
  const menu = menuFacts(found);
  if (secret) {
    const form = secret.closest("form") || smallest(secret, (element) => all(element, BUTTONS).length > 0) || root;
    const captions = outside(bar, all(form, FIELDS)).map(captionOf).map(plain);
    const ofOld = captions.filter((each) => REFERS_TO_OLD.test(each) && /\b(login|password|user|username|id|pin)\b/.test(each)).length >= 2;
    const changes = headings.some((each) => /\b(change|reset|maintain|update)\b/i.test(each));
    // Without a bar, the form of a court's own login is alike but for what it says it is for.
    if (asking || (found && ofOld && !changes))
      return { screen: "link_form", facts: { heading, ...formFacts(form, bar), ...menu } };
    return null;
  }
  const fields = outside(bar, all(root, FIELDS)).filter((field) => !/^(checkbox|radio)$/.test(field.type));
  const buttons = outside(bar, all(root, BUTTONS));
  const few = found || (links(root).length <= 8 && said.length <= 20);
  if (!few || fields.length) return null;
  const done = folded.some(linked);
  const spoken = sentences(sayings(root, bar, true).filter((line) => line !== heading));
  const submits = buttons.filter((button) => !/^(ok|close|continue|print.*|done|return.*|back)$/.test(plain(words(button))));
  const question = folded.some((line) => /\?$/.test(line) && /\b(link|connect|associate|verify|correct|accurate)\b/.test(line))
    || folded.some((line) => /\b(verify|permanently linked|confirm|accurate|match)\b/.test(line) && (/\baccounts?\b/.test(line) || ACCOUNTS.test(line)));
  if (submits.length && (asking || folded.some(asksToLink)) && question)
    return { screen: "verification", facts: { heading, text: spoken, buttons: buttons.map(words), ...menu } };
  if (done && !submits.length) return { screen: "confirmation", facts: { heading, text: spoken, ...menu } };
  return null;
};

// Sign-on

// Old pages make headings of big or bold letters.
const bigWords = (root) =>
  all(root, "font[size='4'], font[size='5'], font[size='6'], font[size='7'], font[size='+1'], font[size='+2'], font[size='+3'], b, strong, caption, th")
    .map((each) => tidy(text(each).replace(/\n/g, " "))).find((each) => each && each.length <= MOST_OF_A_HEADING) || "";
const headingOf = (root, part) => {
  const every = heads(root).filter((each) => tidy(text(each)));
  const own = every.find((each) => part.contains(each));
  const before = every.findLast((each) => isBefore(each, part));
  const found = own || before;
  return found ? tidy(text(found).replace(/\n/g, " ")) : bigWords(root) || title();
};
const signOn = (root) => {
  if (!passwords(root).length) return null;
  const box = aroundPassword(root) || root;
  const { fields, buttons } = formFacts(box, null);
  // A passcode is asked for after signing on.
  if (fields.length === 1 && /passcode|one-time|verification code/i.test(fields[0])) return null;
  const linksHere = links(box).filter((link) => !link.matches(BUTTONS)).map(words);
  return { screen: "sign_on", facts: { heading: headingOf(root, box), fields, buttons, links: linksHere } };
};

// The court's website and the landing page

const NO_PAGE = /\b(404|403|500|502|503|504|not found|time-?out|access denied|not authori[sz]ed|forbidden|unavailable|under maintenance|site maintenance|website maintenance|site off-?line|moved permanently|object moved)\b/i;
const BESIDES = new RegExp(
  "\\b(manuals?|guides?|guidelines|help|info|information|faqs?|questions|train(ing)?|test(ing)?|claims?|debtors?|education|financial|" +
    "mgmt|management|cert\\w*|regist\\w*|sign ?up|enroll\\w*|accounts?|procedures?|rules?|polic(y|ies)|requirements?|fees?|news|" +
    "outage|maintenance|status|tips|tricks|events?|statistics|jurors?|e-?juror|pro ?se|request\\w*|pay\\w*|upgrade\\w*|" +
    "releases?|dictionary|tutorials?|videos?|forms?|notices?|orders?|resources|support|about|basics|overview|updates?|changes?|" +
    "learn\\w*|password|link|linking|quick|reference|demo|browsers?|without|admission|cja|evoucher|edr|esr|" +
    "unclaimed|discharge|transcripts?|calendars?|opinions?|hours|certificate|software|vendors?|unsubscribe|rss|feed|policies|desk|what|how|why)\\b",
);
const FILES = /^(e-)?file (a |an |your )?(new )?(case|document|pleading)/;
const SYSTEM = /\bcm\/ecf\b/;
const EFILES = /\b(e-fil(e|ing)|electronic(ally)? (case |document )?fil(e|es|ing)|file electronically|ecf)\b/;
const EXACT = [
  [/^e-filing ?\(?(cm\/ecf|ecf)\)?$/, 60],
  [/^(cm\/ecf|ecf) ?[-\u2013(:]* ?e-fil(e|ing)\)?$/, 55],
  [/^(nextgen )?cm\/ecf( \(?(live|live database|live system|system|login|log ?in|log-in|site)\)?)?$/, 45],
  [/^(log ?(in|on)|login|sign in|go|enter|access)( to)?( the)? ?(live )?(cm\/ecf|ecf|e-filing)( live)?( system| database)?$/, 45],
  [/^(e-fil(e|ing)|electronic (case )?fil(ing|es)|ecf)( \(?(cm\/ecf|ecf)\)?)?( system| login| log ?in)?$/, 45],
  [/^(cm\/ecf|ecf|e-filing) (login|log ?in|live)$/, 45],
  [/^live (database|system)$/, 20],
];
const worthOf = (link) => {
  const said = plain(words(link)).replace(/\s*\((link is external|external link|opens in .*)\)$/, "");
  const href = written(link) || "";
  if (!said || /^(mailto|tel):/i.test(href) || /\.(pdf|docx?|xlsx?|pptx?)([?#]|$)/i.test(href)) return 0;
  const exact = (EXACT.find(([words]) => words.test(said)) || [null, 0])[1];
  const named = SYSTEM.test(said) ? 25 : 0;
  const speaks = exact || named + (EFILES.test(said) || FILES.test(said) ? 20 : 0);
  const leads = isTraining(link) ? -80 : isLive(link) || isToCourt(link) ? 40 : isSignOn(link) ? 35 : 0;
  const besides = !exact && BESIDES.test(said) ? -45 : 0;
  const looksUp = /\bpacer\b/.test(said) && !isToCourt(link) ? -20 : 0;
  const long = said.length > 50 ? -20 : 0;
  return speaks ? speaks + leads + besides + looksUp + long : 0;
};
const best = (every) =>
  every.map((link) => [link, worthOf(link)]).filter(([, worth]) => worth > 0).sort(([, one], [, other]) => other - one)[0];
// In running text a link is among other words; what a page offers stands by itself.
const standsAlone = (link) => {
  const block = blockOf(link);
  const line = block ? lines(block).find((each) => each.includes(words(link))) || "" : "";
  return line.length <= words(link).length + 40;
};
const NAVIGATES = "nav a, nav button, [role=navigation] a, ul.menu a, .menu a, .navbar a, .nav a, .usa-nav a, header a, #nav a, #navigation a, #menu a";
const welcomeLinks = (root) => all(root, "[class*=welcome-links] a, [class*=welcome-links] button");
const quickLinksByName = (root) =>
  all(root, ["quick-links", "quicklinks", "quick_links"].flatMap((name) => [`[class*=${name}] a`, `[id*=${name}] a`, `a[class*=${name}]`]).join(", "));
// A box without a name is known by the two links that all of them have.
const pair = (root, every) => {
  const locators = every.filter((link) => /^case locator\b|\(pacer\)$|^pacer( \(?case locator\)?| login)?$/.test(plain(words(link))));
  for (const locator of locators) {
    const list = locator.closest("ul, ol, table, nav, div, p");
    const around = list && (all(list, LINKS).length > 1 ? list : list.parentElement && list.parentElement.closest("ul, ol, table, nav, div, section"));
    const inBox = around ? controls(around).filter((each) => worthOf(each) >= 45) : [];
    if (inBox.length && controls(around).length <= 12) return controls(around);
  }
  return [];
};
const siteOf = (root) => {
  const meta = [...document.querySelectorAll("meta[name=Generator i], meta[property='og:site_name'], link[rel=canonical], body[class]")];
  return meta.some((each) => /drupal|uscourts|court/i.test(`${each.content || ""} ${each.href || ""} ${each.className || ""}`));
};
const ENOUGH = 60, ENOUGH_IN_BOX = 30, LINKS_OF_A_SITE = 12;
const COURT = /\b(bankruptcy|district|appeals|international trade|federal claims)\b.*\bcourt\b|\bcourt of (appeals|international trade|federal claims)\b|\bcourt\b.*\bdistrict of\b|\bdistrict of\b.*\bcourt\b/i;
const website = (root) => {
  const every = controls(root);
  const marked = welcomeLinks(root);
  const named = marked.length ? marked : quickLinksByName(root);
  const inBox = best(named) || best(pair(root, every));
  const hasMenu = all(root, NAVIGATES).length >= 3 || every.length >= LINKS_OF_A_SITE;
  const isCourt = COURT.test(title()) || heads(root).some((each) => COURT.test(text(each)));
  const offered = hasMenu || isCourt || siteOf(root) ? best(every.filter((link) => worthOf(link) >= ENOUGH && standsAlone(link))) : null;
  const found = inBox && inBox[1] >= ENOUGH_IN_BOX && (inBox[1] >= ENOUGH || !offered) ? inBox : offered;
  if (found) {
    const [link] = found;
    return { screen: "court_website", facts: { e_filing: { label: words(link), href: written(link), new_tab: opensTab(link) } } };
  }
  return marked.length || (isCourt && hasMenu) ? { screen: "court_website", facts: {} } : null;
};

const DOCUMENT_FILING = /\bdocuments? filing system\b/;
const LANDING_WORDS = /\b(e-fil(e|ing)|electronic(ally)? (case |document )?fil(e|es|ing)|filing system|cm\/ecf|ecf|(enter|log ?in|login|log ?on|sign ?in)\b.*|file (a |your )?documents?|filing and query|attorney filing)\b/;
const isCmecf = (root) =>
  /\b(cm[\s/-]?ecf|ecf|electronic case fil(es|ing)|live database)\b/i.test(title()) ||
  Boolean(root.querySelector("#cmecfMainContent")) ||
  [...root.querySelectorAll("a[href]")].some((link) => /\/cgi-bin\/(courtinfo|showpage)\.pl/i.test(link.getAttribute("href")));
const welcomes = (root) => /\bwelcome to\b.*\bcourt\b/i.test(lines(root).slice(0, 12).join(" "));
const isRelative = (link) => !/^[a-z]+:|^\/\//i.test((written(link) || "").trim());
const MOST_ON_A_LANDING = 25;
// A page about the system is not its own first page.
const EXPLAINS = /\b(info(rmation)?|about|guides?|help|faqs?|how|instructions|news)\b/i;
const landingLink = (root) => {
  const every = controls(root).filter((link) => written(link) !== null && !/^(mailto|tel|javascript):/i.test(written(link)) && !toLogout(link));
  const known = isCmecf(root);
  const systems = every.filter((link) => DOCUMENT_FILING.test(plain(words(link))) && (standsAlone(link) || (known && isSignOn(link) && isRelative(link))));
  const system = systems.find((link) => !isTraining(link)) || systems[0];
  if (system) return system;
  // Its own sign-on is on the same host, which is where a court's other website has no sign-on.
  if (!(known || welcomes(root)) || (every.length > MOST_ON_A_LANDING && !root.querySelector("#cmecfMainContent"))) return null;
  const about = (link) => {
    const said = plain(words(link));
    return LANDING_WORDS.test(said) && !(/\bpacer\b/.test(said) && !/fil/.test(said)) && (isSignOn(link) || !BESIDES.test(said));
  };
  const explains = !root.querySelector("#cmecfMainContent") && [title(), ...heads(root).slice(0, 1).map((each) => text(each))].some((each) => EXPLAINS.test(each));
  const signOns = every.filter((link) => isSignOn(link) && ((known && !explains) || isRelative(link)) && standsAlone(link));
  const said = known && !explains ? every.filter((link) => about(link) && standsAlone(link) && !/\.(pdf|html?|docx?)$/i.test(pathOf(link))) : [];
  return signOns.find(about) || signOns[0] || said.find((link) => isLive(link) || isRelative(link)) || null;
};
const landingPage = (root) => {
  const link = landingLink(root);
  return link ? { screen: "landing", facts: { document_filing: { label: words(link), href: written(link) } } } : null;
};
// A website has its menus on every page of it, and a landing page is one page and no more.
const isSite = (root) => all(root, "nav a, [role=navigation] a, ul.menu a, .usa-nav a, .navbar a").length >= 5;

const UNKNOWN_SCREEN = { screen: "unknown", facts: {} };
const classify = (root) => {
  if (!root || root.tagName === "FRAMESET") return UNKNOWN_SCREEN;
  const found = barOf(root);
  const ofLinking = linking(root, found);
  if (ofLinking) return ofLinking;
  if (found) return { screen: "cmecf", facts: menuFacts(found) };
  if (NO_PAGE.test(title())) return UNKNOWN_SCREEN;
  if (welcomeLinks(root).length) return website(root);
  const form = signOn(root);
  if (form) return form;
  if (heads(root).some((each) => (each.tagName === "H1" && NO_PAGE.test(text(each))) || /\blogged (out|off)\b/i.test(text(each)))) return UNKNOWN_SCREEN;
  const landed = isSite(root) ? null : landingPage(root);
  return landed || website(root) || UNKNOWN_SCREEN;
};
const look = (saved) => {
  if (saved) hideAsStyled();
  lookAgain();
  return classify(wholePage());
};
