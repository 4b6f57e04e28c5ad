// The page as the one tree that is drawn: what is in open shadow roots and in frames of the same site is part of
// it, each at its place. Elsewhere in these scripts nobody asks the document itself.

const isFrame = (node) => /^(I?FRAME|OBJECT)$/.test(node.tagName || "");
const isIsland = (element) => element.shadowRoot || isFrame(element);
// Most pages have neither, and then the browser's own ways are much faster.
let hasIslands = false;
let memories = [];
// The answer of a question about a node, which stays true while nobody else's script runs.
const remembered = (answer) => {
  let known = new Map();
  memories.push(() => (known = new Map()));
  return (node) => {
    if (!known.has(node)) known.set(node, answer(node));
    return known.get(node);
  };
};
let isLooking = false;
// What was found of a page that nobody has changed since holds for the next question too: a walk asks where the
// form is before it looks for each of its fields. Not every change can be seen from here, such as one by a style
// sheet or in a frame, so it holds for a moment only, and for no reading of a page.
const KEPT_MILLISECONDS = 200;
let lookedAt = -Infinity;
const changes = new MutationObserver(() => (lookedAt = -Infinity));
changes.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
const isAsBefore = () => !hasIslands && performance.now() - lookedAt < KEPT_MILLISECONDS;
// The parts of one selector are found one after the other while nobody else's script runs.
const lookAgain = (mayKeep = false) => {
  if (isLooking) return;
  isLooking = true;
  (async () => { await null; isLooking = false; })();
  if (mayKeep && isAsBefore()) return;
  lookedAt = document.readyState === "complete" ? performance.now() : -Infinity;
  memories.forEach((forget) => forget());
  hasIslands = [...document.getElementsByTagName("*")].some(isIsland);
};
const styleOf = remembered((element) => getComputedStyle(element));
const MOST_UNSEEN = 2;
const insideOf = (frame) => {
  const box = frame.getBoundingClientRect();
  const inner = Math.min(box.width, box.height) > MOST_UNSEEN ? frame.contentDocument : null;
  // An object that cannot be shown has other content instead.
  if (!inner && frame.tagName === "OBJECT") return [...frame.childNodes];
  return inner ? [inner.body ?? inner.documentElement].filter(Boolean) : [];
};
// While a document comes it has no body yet, and one that a script empties has nothing at all.
const wholePage = () => document.body ?? document.documentElement ?? document.createElement("body");

const childrenOf = (node) => {
  if (!hasIslands) return node.childNodes;
  if (isFrame(node)) return insideOf(node);
  const assigned = node.tagName === "SLOT" ? node.assignedNodes() : [];
  return assigned.length ? assigned : (node.shadowRoot ?? node).childNodes;
};
const parentOf = (node) => {
  if (!hasIslands || (node.parentElement && !node.assignedSlot)) return node.parentElement;
  const root = node.assignedSlot ? null : node.getRootNode();
  return node.assignedSlot ?? root.host ?? (root.defaultView && root.defaultView.frameElement) ?? null;
};
const smallest = (start, suffices) => {
  let element = start;
  while (element && !suffices(element)) element = parentOf(element);
  return element;
};
const nearest = (element, selector) =>
  hasIslands ? smallest(element, (each) => each.matches(selector)) : element.closest(selector);
const holds = (part, node) => (hasIslands ? Boolean(smallest(node, (each) => each === part)) : part.contains(node));

const descendants = function* (node) {
  for (const child of childrenOf(node)) {
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    yield child;
    yield* descendants(child);
  }
};
const select = (root, selector) =>
  hasIslands ? [...descendants(root)].filter((element) => element.matches(selector)) : [...root.querySelectorAll(selector)];

const siblingsOf = (node) => [...childrenOf(parentOf(node) ?? node)];
const beforeIt = (node) => (hasIslands ? siblingsOf(node)[siblingsOf(node).indexOf(node) - 1] : node.previousSibling);
const next = (node) => (hasIslands ? siblingsOf(node)[siblingsOf(node).indexOf(node) + 1] : node.nextSibling);
const lastIn = (node) => (hasIslands ? [...childrenOf(node)].at(-1) : node.lastChild);
// The node before this one in reading order.
const previous = (node) => {
  let before = beforeIt(node);
  if (!before) return parentOf(node);
  for (let inner = lastIn(before); inner; inner = lastIn(inner)) before = inner;
  return before;
};
const pathTo = (node) => {
  const path = [];
  for (let each = node; each; each = parentOf(each)) path.unshift(each);
  return path;
};
// Whether one comes before another in reading order; what holds another comes before it.
const isBefore = (one, other) => {
  if (!hasIslands) return Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  const [mine, theirs] = [pathTo(one), pathTo(other)];
  const at = mine.findIndex((each, depth) => each !== theirs[depth]);
  if (at < 0) return mine.length < theirs.length;
  if (at === 0 || at >= theirs.length) return false;
  const siblings = [...childrenOf(mine[at - 1])];
  return siblings.indexOf(mine[at]) < siblings.indexOf(theirs[at]);
};
