// What a clip path leaves of a part. Browsers give all boxes as `inset`, and lengths in pixels or parts of the box.

const LEAST_LEFT = 0.15;
const lengthIn = (given, whole) => (given.endsWith("%") ? (whole * parseFloat(given)) / 100 : parseFloat(given)) || 0;
const leftByInset = (given, box) => {
  const [top, right = top, bottom = top, left = right] = given.split(" round ")[0].split(" ");
  const wide = box.width - lengthIn(left, box.width) - lengthIn(right, box.width);
  const high = box.height - lengthIn(top, box.height) - lengthIn(bottom, box.height);
  return Math.max(0, Math.min(wide, box.width)) * Math.max(0, Math.min(high, box.height));
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
const LEFT_BY = { inset: leftByInset, polygon: leftByPolygon, circle: leftByEllipse, ellipse: leftByEllipse };
// Whether a clip path leaves so little of a part that nobody could read it.
const isClippedAway = (style, box) => {
  const [, shape, given] = /^(inset|polygon|circle|ellipse)\((.*)\)/.exec(style.clipPath) || [];
  const whole = box.width * box.height;
  return Boolean(shape) && LEFT_BY[shape](given, box) <= LEAST_LEFT * whole;
};
