// The words that a style sheet writes: before, after and instead of what is on a page, and before an item of a list.

// What counters stand at, as a browser counts them: through the page in its order.
const PAIRS = /([\w-]+) (-?\d+)/g;
const countOf = (given, act) => {
  for (const [, name, by] of (given === "none" ? "" : given).matchAll(PAIRS)) act(name, Number(by));
};
const countsOf = remembered((page) => {
  const known = new Map();
  const visit = (element, which, scope) => {
    const style = getComputedStyle(element, which);
    if (style.display === "none" || (which && /^(none|normal)$/.test(style.content))) return style;
    // A part begins its own count for itself, its siblings and all that is in them.
    countOf(style.counterReset, (name, value) => scope.set(name, [...(scope.get(name) || []).filter(({ level }) => level !== scope), { level: scope, value }]));
    const counter = (name) => {
      if (!scope.get(name)?.length) scope.set(name, [{ level: scope, value: 0 }]);
      return scope.get(name).at(-1);
    };
    countOf(style.counterSet, (name, value) => (counter(name).value = value));
    countOf(style.counterIncrement, (name, by) => (counter(name).value += by));
    if (which) known.set(`${which} ${numberOf(element)}`, new Map([...scope].map(([name, all]) => [name, all.map(({ value }) => value)])));
    return style;
  };
  const walk = (element, scope) => {
    if (visit(element, null, scope).display === "none") return;
    const inner = new Map(scope);
    visit(element, "::before", inner);
    for (const child of childrenOf(element)) if (child.nodeType === Node.ELEMENT_NODE) walk(child, inner);
    visit(element, "::after", inner);
  };
  walk(page.documentElement, new Map());
  return known;
});
const numbers = new WeakMap();
let lastNumber = 0;
const numberOf = (element) => {
  if (!numbers.has(element)) numbers.set(element, ++lastNumber);
  return numbers.get(element);
};
const ROMAN = [[1000, "m"], [900, "cm"], [500, "d"], [400, "cd"], [100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]];
const roman = (number) => ROMAN.reduce(([said, left], [value, letters]) => [said + letters.repeat(Math.floor(left / value)), left % value], ["", number])[0];
const asCounted = (number, way = "decimal") => {
  const letters = /roman/.test(way) && number > 0 ? roman(number) : /alpha|latin/.test(way) && number > 0 ? String.fromCharCode(96 + ((number - 1) % 26) + 1) : String(number);
  return /^(disc|circle|square|none)$/.test(way) ? "" : /^upper/.test(way) ? letters.toUpperCase() : letters;
};
const counted = (element, which, given) => {
  const [, several, name, seam = "", way] = /^counter(s?)\(([\w-]+)(?:, "((?:\\.|[^"\\])*)")?(?:, ([\w-]+))?\)$/.exec(given) || [];
  const all = countsOf(element.ownerDocument).get(`${which} ${numberOf(element)}`)?.get(name) ?? [0];
  return (several ? all : all.slice(-1)).map((each) => asCounted(each, way)).join(seam);
};
const quoteOf = (element, given) => {
  const pairs = [...styleOf(element).quotes.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, mark]) => mark);
  const depth = pathTo(parentOf(element)).filter((each) => each.tagName === "Q").length, [opens, closes] = pairs.length ? pairs : ["\u201c", "\u201d"];
  if (!pairs.length && depth % 2) return given === "open-quote" ? "\u2018" : "\u2019";
  return given === "open-quote" ? opens : closes;
};
// Signs of an icon font are no words, and neither are those after a slash, which are for those who do not see.
const PIXELS_GIVEN = /(url|image-set|cross-fade)\("(?:\\.|[^"\\])*"[^)]*\)/g;
const GIVEN = /"((?:\\.|[^"\\])*)"|attr\(\s*([\w-]+)(?:[^()"]|\([^()]*\))*(?:"((?:\\.|[^"\\])*)")?\s*\)|(counters?\([^()]*\))|((?:open|close)-quote)/g;
const unescaped = (said) => said.replace(/\\(.)/g, "$1");
const writtenIn = (content, element, which) => {
  const [, drawn = ""] = /^((?:"(?:\\.|[^"\\])*"|[^"/])*)/.exec(content.replace(PIXELS_GIVEN, "")) || [];
  const parts = [...drawn.matchAll(GIVEN)];
  // A number without words is the number of an item.
  const isNumber = parts.some(([, , , , counter]) => counter) && !parts.some(([, said]) => /\p{L}/u.test(said ?? ""));
  if (isNumber) return "";
  return parts.map(([, said, name, instead, counter, quote]) => {
    if (name) return element.getAttribute(name) ?? unescaped(instead ?? "");
    return counter ? counted(element, which, counter) : quote ? quoteOf(element, quote) : unescaped(said);
  }).join("").replace(/[\ue000-\uf8ff]/g, "");
};
// Style sheets keep words for those who do not see in a box that is out of sight, or of a pixel.
const isBoxedAway = (style) => {
  const [wide, high] = [style.width, style.height].map(parseFloat), isCut = style.overflow !== "visible";
  const isLifted = /^(absolute|fixed)$/.test(style.position);
  if (isLifted && [style.left, style.right, style.top, style.bottom].some((each) => parseFloat(each) < -FAR_PIXELS)) return true;
  if (isCut && (Math.min(wide, high) < LEAST_PIXELS || Math.abs(parseFloat(style.textIndent)) > FAR_PIXELS)) return true;
  const [, inset] = /^inset\((.*)\)/.exec(style.clipPath) || [], clip = isLifted && /^rect\((.*)\)/.exec(style.clip);
  return /^(50|[6-9]\d|100)%/.test(inset ?? "") || Boolean(clip && clip[1].split(/[ ,]+/).every((each) => parseFloat(each) <= 1)) || isShrunk(style);
};
const isShrunk = (style) => style.transform !== "none" && Math.abs(new DOMMatrix(style.transform).m22) < LEAST_SCALE;
const writtenByStyle = (which) => remembered((element) => {
  const style = getComputedStyle(element, which);
  if (/^(none|normal|"")$/.test(style.content) || style.display === "none") return "";
  const said = writtenIn(style.content, element, which), own = colorOf(style.backgroundColor);
  const isSeen = style.visibility === "visible" && style.opacity >= LEAST_ALPHA && parseFloat(style.fontSize) >= LEAST_LINE_PIXELS;
  if (!said.trim() || !isSeen || isBoxedAway(style) || (!hasPicture(style) && !(own && own.alpha > 0.5) && isPale(style, element))) return "";
  return /^inline/.test(style.display) ? said : `\n${said}\n`;
});
const wordsBefore = writtenByStyle("::before"), wordsAfter = writtenByStyle("::after");
// The words before an item of a list; what is only a sign or a number is no word.
const MARKER_PIXELS = 12;
const markerOf = remembered((element) => {
  const own = styleOf(element);
  if (!/list-item/.test(own.display)) return "";
  const style = getComputedStyle(element, "::marker"), [, type] = /^"((?:\\.|[^"\\])*)"$/.exec(own.listStyleType) || [];
  const said = style.content === "normal" ? (own.listStyleImage === "none" && type ? unescaped(type) : "") : writtenIn(style.content, element, "::marker");
  if (!/\p{L}{2}/u.test(said) || parseFloat(style.fontSize) < LEAST_LINE_PIXELS || isPale(style, element)) return "";
  const { left, top } = element.getBoundingClientRect(), place = { left: left - MARKER_PIXELS, right: left - 2, top, bottom: top + MARKER_PIXELS };
  return own.listStylePosition === "inside" || isToBeSeenAt(clippedBox(place, element), element) ? said : "";
});

