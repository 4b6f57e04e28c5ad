// Whether a font that a page brings along draws the letters that it is asked for. Fonts of signs, and fonts whose
// letters look like others, do not.

// Letters of shapes of their own; the others look like each other in many fonts.
const LETTERS = [..."acdeghkmnorsuwxyABCEFGHKMNPRSTWXZ"];
const COMMON_FONTS = ["serif", "sans-serif", "monospace"];
const LETTER_PIXELS = 30, ROOM_PIXELS = 48, PARTS = 6;
// Measured: of these letters, unusual fonts draw at most 14 as no common font does, and a font of signs at least 16.
const FEW_OTHERS = 15, MOST_OTHERS = 0.75, LEAST_KNOWN = 3;
// The shape of each letter in so many parts, whatever its size, or nothing of a letter that is blank.
const shapesOf = (font, page = document) => {
  const canvas = Object.assign(page.createElement("canvas"), { width: ROOM_PIXELS * LETTERS.length, height: ROOM_PIXELS });
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush.font = font;
  LETTERS.forEach((letter, at) => brush.fillText(letter, at * ROOM_PIXELS + ROOM_PIXELS / 4, 0.7 * ROOM_PIXELS));
  const { data, width } = brush.getImageData(0, 0, canvas.width, canvas.height);
  return LETTERS.map((_, at) => {
    const points = [];
    for (let y = 0; y < ROOM_PIXELS; y++)
      for (let x = 0; x < ROOM_PIXELS; x++) if (data[4 * (y * width + at * ROOM_PIXELS + x) + 3] > 127) points.push([x, y]);
    if (!points.length) return null;
    const [across, down] = [0, 1].map((axis) => points.map((point) => point[axis])).map((each) => [Math.min(...each), Math.max(...each) + 1]);
    const shape = new Array(PARTS * PARTS).fill(0), part = (value, [from, to]) => Math.floor((PARTS * (value - from)) / (to - from));
    for (const [x, y] of points) shape[part(y, down) * PARTS + part(x, across)] += 1;
    const most = Math.max(...shape);
    return shape.map((each) => each / most);
  });
};
const apart = (one, other) => one.reduce((sum, each, at) => sum + Math.abs(each - other[at]), 0);
let commonShapes = null;
// The letters that a font draws as no common font does.
const othersIn = (font, page) => {
  commonShapes ??= COMMON_FONTS.flatMap((each) => shapesOf(`${LETTER_PIXELS}px ${each}`).map((shape, at) => [LETTERS[at].toLowerCase(), shape]));
  const drawn = shapesOf(font, page).map((shape, at) => {
    const nearest = shape && commonShapes.reduce((best, [looks, other]) => {
      const far = other ? apart(shape, other) : Infinity;
      return far < best.far ? { looks, far } : best;
    }, { looks: "", far: Infinity });
    return nearest?.looks === LETTERS[at].toLowerCase() ? "" : LETTERS[at];
  });
  return new Set(drawn.filter(Boolean));
};
const knownFonts = new Map();
const bareFamily = (family) => family.trim().replace(/^["']|["']$/g, "");
const loadedFonts = remembered((page) => new Set([...(page.fonts ?? [])].filter((each) => each.status === "loaded").map(({ family }) => bareFamily(family))));
const drawsOtherLetters = (said, style, page) => {
  const loaded = loadedFonts(page);
  if (!loaded.size || !style.fontFamily.split(",").some((each) => loaded.has(bareFamily(each)))) return false;
  const font = `${style.fontStyle} ${style.fontWeight} ${LETTER_PIXELS}px ${style.fontFamily}`, key = `${loaded.size} ${font}`;
  if (!knownFonts.has(key)) knownFonts.set(key, othersIn(font, page));
  const others = knownFonts.get(key), letters = [...new Set(said)].filter((each) => LETTERS.includes(each));
  return others.size > FEW_OTHERS && letters.length >= LEAST_KNOWN && letters.filter((each) => others.has(each)).length > MOST_OTHERS * letters.length;
};
