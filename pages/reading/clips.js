// What a clip path leaves of a part. Browsers give all boxes as `inset`, and lengths in pixels or parts of the box.

const LEAST_LEFT = 0.15;
const GRID = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [x, y]));
const lengthIn = (given, whole) => (given.endsWith("%") ? (whole * parseFloat(given)) / 100 : parseFloat(given)) || 0;
// Where a part lets itself be seen, if its clip is a box: by `clip-path`, or by the older `clip` of what is lifted out.
const clipOf = (element, style) => {
  const [, inset] = /^inset\((.*)\)/.exec(style.clipPath) || [];
  const isOld = style.clip !== "auto" && /^(absolute|fixed)$/.test(style.position);
  if (inset === undefined && !isOld) return null;
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  if (inset === undefined) {
    const edges = style.clip.match(/auto|-?[\d.]+(px)?/g);
    const [from, to, down, begin] = edges.map((each) => (each === "auto" ? null : parseFloat(each)));
    return { top: top + (from ?? 0), right: to === null ? right : left + to, bottom: down === null ? bottom : top + down, left: left + (begin ?? 0) };
  }
  const [above, after = above, below = above, before = after] = inset.split(" round ")[0].split(" ");
  return {
    left: left + lengthIn(before, width), right: right - lengthIn(after, width),
    top: top + lengthIn(above, height), bottom: bottom - lengthIn(below, height),
  };
};
const leftByPolygon = (given, box) => {
  const points = given.replace(/^(nonzero|evenodd), /, "").split(", ").map((point) => point.split(" "))
    .map(([x, y = "0"]) => [Math.min(Math.max(lengthIn(x, box.width), 0), box.width), Math.min(Math.max(lengthIn(y, box.height), 0), box.height)]);
  const twice = points.reduce((sum, [x, y], at) => {
    const [otherX, otherY] = points[(at + 1) % points.length];
    return sum + x * otherY - otherX * y;
  }, 0);
  return Math.abs(twice) / 2;
};
const leftByEllipse = (given, box) => {
  const sizes = given.split(" at ")[0].split(" ").filter(Boolean);
  const [wide, high = wide] = sizes.map((size) => (/^(closest|farthest)-side$/.test(size) ? "50%" : size));
  return wide === undefined ? box.width * box.height : Math.PI * lengthIn(wide, box.width) * lengthIn(high, box.height);
};
// How much of a grid of points is inside.
const leftByPath = (given, box) => {
  const [, drawn] = /"(.*)"/.exec(given) || [], path = new Path2D(drawn), brush = new OffscreenCanvas(1, 1).getContext("2d");
  const inside = GRID.filter(([x, y]) => brush.isPointInPath(path, box.width * x, box.height * y));
  return (box.width * box.height * inside.length) / GRID.length;
};
const LEFT_BY = { path: leftByPath, polygon: leftByPolygon, circle: leftByEllipse, ellipse: leftByEllipse };
// Whether a clip path leaves so little of a part that nobody could read it.
const isClippedAway = (style, box) => {
  const [, shape, given] = /^(path|polygon|circle|ellipse)\((.*)\)/.exec(style.clipPath) || [];
  const whole = box.width * box.height;
  return Boolean(shape) && LEFT_BY[shape](given, box) <= LEAST_LEFT * whole;
};
