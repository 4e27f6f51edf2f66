/**
 * When a page is drawn: in the frame in which something is due, and in no other. Digits,
 * phases and the light are awaited frame by frame shortly before, so that none is later
 * than in a page that is drawn sixty times a second; between two of them nothing runs.
 *
 * @import { Due } from "../base/due.js"
 *
 * @typedef {object} Display what of a browser this asks for
 * @property {() => number} now
 * @property {(act: () => void, ms: number) => number} later
 * @property {(pending: number) => void} forget
 * @property {(act: (at: number) => void) => void} frame
 * @property {() => boolean} hidden
 */

/** So long before its instant frames are waited for: two of most displays. */
const EARLY_MS = 34;
/** Where timers come late, so much longer at most, and the less the longer they do not. */
const LATEST_MS = 70;
const FORGETS = 0.98;
/** What nobody has said to be due is drawn so often all the same. */
const ANYWAY_MS = 1000;

const KEPT = 31;
const USUAL_MS = 1000 / 60;
const LONGEST_MS = 50;

/** @type {Display} */
const BROWSER = {
  now: () => performance.now(),
  later: (act, ms) => window.setTimeout(act, ms),
  forget: (pending) => clearTimeout(pending),
  frame: (act) => void requestAnimationFrame(act),
  hidden: () => document.hidden,
};

export class FrameLoop {
  /**
   * @param {Due} due what `draw` says of itself
   * @param {(lead: number) => void} draw with the milliseconds from drawing to light
   * @param {Display} display
   */
  constructor(due, draw, display = BROWSER) {
    this.due = due;
    this.draw = draw;
    this.display = display;
    this.frames = new Frames();
    this.runs = false;
    this.waits = false; // for a frame
    this.follows = false; // that was asked for in the one before it
    this.pending = 0;
    /** By how much timers come late here, of late. */
    this.late = 0;
    due.ask = () => this.ask();
  }

  start() {
    this.runs = true;
    this.ask();
  }

  /** Draw in the next frame, whatever is due. */
  ask() {
    if (this.runs) this.wait(false);
  }

  /** Draw at once: nobody may see a frame any more, or none has come for long. */
  now() {
    this.drawn(false);
  }

  /** @param {boolean} follows it is asked for in a frame */
  wait(follows) {
    if (this.waits) return;
    this.waits = true;
    this.follows = follows;
    this.display.forget(this.pending);
    this.display.frame((at) => {
      this.waits = false;
      this.frames.count(at, this.follows);
      this.drawn(true);
    });
  }

  /** @param {boolean} inFrame */
  drawn(inFrame) {
    this.due.clear();
    try {
      this.draw(this.frames.lead);
    } finally {
      this.arm(inFrame); // a fault in one drawing stops nothing
    }
  }

  /**
   * Wait for what is due next.
   * @param {boolean} inFrame
   */
  arm(inFrame) {
    const { due, display } = this;
    if (!this.runs || this.waits) return;
    const now = display.now();
    const at = Math.min(due.sharp - EARLY_MS - this.late, due.soon, now + ANYWAY_MS);
    // A hidden page has no frames: one that waits is there in the moment in which it is seen.
    if (at <= now || display.hidden()) {
      this.wait(inFrame);
      return;
    }
    display.forget(this.pending);
    this.pending = display.later(() => this.rings(at), at - now);
  }

  /**
   * A timer comes when it comes. Where one is late so is the next, which begins earlier.
   * @param {number} at when it was to come
   */
  rings(at) {
    this.late = Math.min(LATEST_MS, Math.max(this.display.now() - at, FORGETS * this.late));
    this.ask();
  }
}

/**
 * How long the frames of this screen are: what is drawn in one of them is seen
 * about one and a half later.
 */
class Frames {
  constructor() {
    // Until more is known it is as most are.
    this.gaps = [USUAL_MS, USUAL_MS, USUAL_MS];
    this.last = Number.NaN;
    this.length = USUAL_MS;
  }

  /**
   * Count the instant of a frame. One that nobody asked for in the one before it says
   * nothing about the screen, nor one that came late, after a sleep or a long task.
   * @param {number} at
   * @param {boolean} follows
   */
  count(at, follows) {
    const gap = at - this.last;
    this.last = at;
    if (!follows || !(gap > 1 && gap <= LONGEST_MS)) return;
    this.gaps.push(gap);
    if (this.gaps.length > KEPT) this.gaps.shift();
    const sorted = [...this.gaps].sort((a, b) => a - b);
    this.length = sorted[sorted.length >> 1] ?? USUAL_MS;
  }

  /** Milliseconds from drawing to light. */
  get lead() {
    return 1.5 * this.length;
  }
}
