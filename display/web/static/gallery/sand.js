/**
 * The hourglass as geometry. What is seen is a flat shape, so it is its area that
 * stands for time: when half the time is gone, half of the area has fallen, and
 * both bulbs together always hold the same.
 *
 * Units are those of the drawing: the neck is at (0, 0), y grows downwards, and a
 * bulb is HEIGHT high from the neck to its cap.
 *
 * @typedef {[x: number, y: number]} Point
 */

export const HEIGHT = 84;
const WIDEST = 41;
const NECK = 1.5;

/** How much of a bulb the whole sand fills. */
const FULL = 0.8;
/** Steepness at which sand comes to rest. */
const REST = 0.34;
/** The part of the time in which the hollow above the neck forms. */
const HOLLOW = 0.05;
const SLICES = 420;
const WALL_POINTS = 26;

/**
 * Half the width of a bulb.
 * @param {number} depth from the cap, 0, to the neck, HEIGHT
 */
export function halfWidth(depth) {
  const t = Math.min(1, Math.max(0, depth / HEIGHT));
  const shoulder = t < 0.12 ? 1 - 0.16 * (1 - t / 0.12) ** 2 : 1;
  return NECK + (WIDEST - NECK) * shoulder * (0.5 + 0.5 * Math.cos(Math.PI * t ** 1.7));
}

/** Area of a bulb from its cap to each slice. */
const areas = [0];
for (let i = 0; i < SLICES; i++) {
  const thick = HEIGHT / SLICES;
  areas.push((areas[i] ?? 0) + 2 * halfWidth((i + 0.5) * thick) * thick);
}
const WHOLE = areas[SLICES] ?? 0;

/** The area of all the sand. */
export const SAND = FULL * WHOLE;

/** @param {number} depth */
function areaTo(depth) {
  const at = Math.min(SLICES, Math.max(0, (depth / HEIGHT) * SLICES));
  const i = Math.min(SLICES - 1, Math.floor(at));
  const from = areas[i] ?? 0;
  return from + (at - i) * ((areas[i + 1] ?? 0) - from);
}

/**
 * The depth at which a growing quantity reaches what is wanted.
 * @param {(depth: number) => number} grows
 * @param {number} wanted
 */
function reach(grows, wanted) {
  let [low, high] = [0, HEIGHT];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (grows(middle) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Where the sand of the upper bulb touches its wall, and how deep the hollow in
 * its middle is.
 * @param {number} fallen the part that has fallen, 0 to 1
 */
export function upperLevel(fallen) {
  const steep = REST * Math.min(1, fallen / HOLLOW);
  const hollow = (/** @type {number} */ depth) => steep * (halfWidth(depth) - NECK);
  const missing = (/** @type {number} */ depth) => areaTo(depth) + halfWidth(depth) * hollow(depth);
  const depth = fallen >= 1 ? HEIGHT : reach(missing, WHOLE - SAND * (1 - fallen));
  return { y: depth - HEIGHT, hollow: hollow(depth) };
}

/**
 * Where the heap of the lower bulb touches its wall or its floor, how far it
 * reaches to either side and how high it stands above that.
 * @param {number} fallen
 */
export function lowerLevel(fallen) {
  const area = SAND * fallen;
  const floor = halfWidth(0);
  if (area <= REST * floor * floor) {
    const half = Math.sqrt(area / REST);
    return { y: HEIGHT, half, heap: REST * half };
  }
  const depth = reach((d) => areaTo(d) + REST * halfWidth(d) ** 2, area);
  return { y: HEIGHT - depth, half: halfWidth(depth), heap: REST * halfWidth(depth) };
}

/**
 * The outline of the sand above the neck; nothing once all has fallen.
 * @param {number} fallen
 * @returns {Point[]}
 */
export function upperSand(fallen) {
  if (fallen >= 1) return [];
  const { y, hollow } = upperLevel(fallen);
  const right = wall(HEIGHT + y, HEIGHT).map(([x, depth]) => /** @type {Point} */ ([x, depth - HEIGHT]));
  return [...right, ...mirrored(right), [0, y + hollow]];
}

/**
 * The outline of the sand below the neck; nothing before any has fallen.
 * @param {number} fallen
 * @returns {Point[]}
 */
export function lowerSand(fallen) {
  if (fallen <= 0) return [];
  const { y, half, heap } = lowerLevel(fallen);
  const depth = HEIGHT - y;
  /** @type {Point[]} */
  const right = depth > 0 ? wall(depth, 0).map(([x, d]) => [x, HEIGHT - d]) : [[half, HEIGHT]];
  return [...right, ...mirrored(right), [0, y - heap]];
}

/**
 * The outline of the glass: both bulbs.
 * @returns {Point[]}
 */
export function glass() {
  /** @type {Point[]} */
  const right = [
    ...wall(0, HEIGHT).map(([x, depth]) => /** @type {Point} */ ([x, depth - HEIGHT])),
    ...wall(HEIGHT, 0).map(([x, depth]) => /** @type {Point} */ ([x, HEIGHT - depth])),
  ];
  return [...right, ...mirrored(right)];
}

/**
 * Points of the right wall, as half width and depth.
 * @param {number} from
 * @param {number} to
 * @returns {Point[]}
 */
function wall(from, to) {
  return Array.from({ length: WALL_POINTS + 1 }, (_, i) => {
    const depth = from + ((to - from) * i) / WALL_POINTS;
    return [halfWidth(depth), depth];
  });
}

/**
 * The left side, on the way back.
 * @param {Point[]} right
 * @returns {Point[]}
 */
function mirrored(right) {
  return right.map(([x, y]) => /** @type {Point} */ ([-x, y])).reverse();
}
