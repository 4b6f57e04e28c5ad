// The colors in which a page is drawn: what of them differs to the eye, and what lies under its words.

const LEAST_ALPHA = 0.1;
const LEAST_CONTRAST = 1.1;
const LEAST_DISTANCE = 60;

// Colors have many notations, and a drawn one has only one.
const drawnColor = (value) => {
  if (!CSS.supports("color", value)) return null;
  const brush = new OffscreenCanvas(1, 1).getContext("2d");
  brush.fillStyle = value;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return { red, green, blue, alpha: alpha / 255 };
};
const colorOf = remembered((value) => {
  const numbers = (/^(rgba?)\(([^)]*)\)$/.exec(value) || [])[2];
  if (!numbers) return value ? drawnColor(value) : null;
  const [red, green, blue, alpha = 1] = numbers.split(/[\s,/]+/).map(Number);
  return { red, green, blue, alpha };
});
// The contrast of two colors as the Web Content Accessibility Guidelines have it: 1 of equal ones, 21 of black on white.
const lightOf = ({ red, green, blue }) => {
  const [r, g, b] = [red, green, blue].map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrastOf = (one, other) => {
  const [dark, light] = [lightOf(one), lightOf(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
};
const distance = (one, other) =>
  Math.abs(one.red - other.red) + Math.abs(one.green - other.green) + Math.abs(one.blue - other.blue);
// Colors of the same light may still be as far apart as red and green.
const isAlike = (one, other) => contrastOf(one, other) < LEAST_CONTRAST && distance(one, other) < LEAST_DISTANCE;
const hasPicture = (style) => style.backgroundImage !== "none";
const isOfPixels = (picture) => /url\(|image-set|element\(/.test(picture);
const isSolid = (layers) => layers.some((layer) => layer.length > 0 && layer.every((each) => each.alpha > 0.9));
const DARK = { red: 18, green: 18, blue: 18, alpha: 1 };
const WHITE = { red: 255, green: 255, blue: 255, alpha: 1 };
const colorsIn = (picture) => (picture.match(/(rgba?|oklch|oklab|lch|lab|hsla?|color)\([^()]*\)/g) || []).map(colorOf).filter(Boolean);
// A color as it is drawn over another one.
const drawnOver = (top, under) => {
  const mixed = (one, other) => one * top.alpha + other * (1 - top.alpha);
  return { red: mixed(top.red, under.red), green: mixed(top.green, under.green), blue: mixed(top.blue, under.blue), alpha: 1 };
};
// What a page without any ground is drawn on, which is dark in a dark scheme.
const canvasOf = remembered((page) => {
  const scheme = getComputedStyle(page.documentElement).colorScheme;
  const isDark = /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? DARK : WHITE;
});
// Whether a picture or a drawing is clear, as far as its pixels may be known.
const isClear = remembered((picture) => {
  const brush = new OffscreenCanvas(8, 8).getContext("2d");
  try {
    brush.drawImage(picture, 0, 0, 8, 8);
    return brush.getImageData(0, 0, 8, 8).data.every((value, at) => at % 4 < 3 || value < 255 * LEAST_ALPHA);
  } catch {
    return false;
  }
});
const isShape = (element) => Boolean(element.ownerSVGElement) && !/^(text|tspan|a|g|use)$/i.test(element.tagName);
// Whether an element hides what lies behind it: what it shows, or its own ground.
const hasOwnGround = (element, style = styleOf(element)) => {
  if (isShape(element)) return style.fill !== "none" && (colorOf(style.fill)?.alpha ?? 1) * style.fillOpacity > 0.9;
  if (/^(IMG|CANVAS)$/i.test(element.tagName)) return !isClear(element);
  const colors = hasPicture(style) ? colorsIn(style.backgroundImage) : [];
  return isOfPixels(style.backgroundImage) || isSolid([colors, [colorOf(style.backgroundColor) ?? WHITE]]) || isBlurring(style);
};
const BLUR = /blur\(([\d.]+)px\)/;
const LEAST_BLUR_EM = 0.25;
const isBlurring = (style) => parseFloat(BLUR.exec(style.backdropFilter || "")?.[1] ?? 0) > LEAST_BLUR_EM * parseFloat(style.fontSize);
const isOpaque = (element, style) => /^(VIDEO|IFRAME|FRAME|OBJECT|EMBED)$/i.test(element.tagName) || hasOwnGround(element, style);
// The colors under an element's words: one, those of a gradient, or none that one could know of a picture.
const MOST_GROUNDS = 8;
const groundsOf = remembered((element) => {
  if (!element) return [canvasOf(document)];
  const style = styleOf(element), own = colorOf(style.backgroundColor);
  if (!own) return [];
  const layers = [[own], hasPicture(style) ? colorsIn(style.backgroundImage) : null].filter(Boolean);
  if (isOfPixels(style.backgroundImage)) return [];
  return layers.reduce((under, layer) => {
    if (layer.every((each) => each.alpha === 0)) return under;
    if (isSolid([layer])) return layer;
    return layer.flatMap((top) => under.map((each) => drawnOver(top, each))).slice(0, MOST_GROUNDS);
  }, isSolid(layers) ? [] : groundsOf(parentOf(element)));
});

// What becomes of a color that is blended with its ground, each from 0 to 255.
const BLENDS = {
  multiply: (one, ground) => (one * ground) / 255, screen: (one, ground) => one + ground - (one * ground) / 255,
  darken: Math.min, lighten: Math.max, difference: (one, ground) => Math.abs(one - ground),
};
const blendOf = remembered((element) => {
  const { mixBlendMode: own, backgroundColor } = styleOf(element), parent = parentOf(element);
  if (own !== "normal") return BLENDS[own];
  return parent && !colorOf(backgroundColor)?.alpha ? blendOf(parent) : undefined;
});
const blended = (ink, ground, blend) => {
  if (!blend) return drawnOver(ink, ground);
  const [red, green, blue] = ["red", "green", "blue"].map((each) => blend(ink[each], ground[each]));
  return drawnOver({ red, green, blue, alpha: ink.alpha }, ground);
};
