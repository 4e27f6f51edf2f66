/**
 * Short calm tones, made here so that nothing is fetched. They differ by their
 * pattern of pitch: the warning rises, the limit stays, the prompt falls.
 *
 * @import { Cue } from "./cues.js"
 */

const LENGTH_S = 0.22;
const GAP_S = 0.06;
const LOUD = 0.18;
/** A browser that wants a tap first does not say so: it does not begin. */
const PATIENCE_MS = 600;

/** @type {Record<Cue, number[]>} in hertz */
const NOTES = { warning: [523.25, 659.25], limit: [587.33, 587.33], prompt: [659.25, 523.25, 392] };

export class Tones {
  constructor() {
    /** @type {AudioContext|null} made when a tone is first wanted */
    this.context = null;
  }

  /** True if the browser can make tones at all. */
  get available() {
    return "AudioContext" in window;
  }

  /**
   * Ask the browser to let tones be heard.
   * @returns {Promise<boolean>} false where it does not
   */
  async wake() {
    if (!this.available) return false;
    this.context ??= new AudioContext();
    const { context } = this;
    if (context.state !== "running") {
      const tired = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
      await Promise.race([context.resume().catch(() => {}), tired]);
    }
    return isRunning(context);
  }

  /** @param {Cue} cue */
  async play(cue) {
    if (!(await this.wake()) || !this.context) return false;
    for (const [i, pitch] of NOTES[cue].entries()) {
      note(this.context, pitch, this.context.currentTime + 0.02 + i * (LENGTH_S + GAP_S));
    }
    return true;
  }
}

/** @param {AudioContext} context */
const isRunning = (context) => context.state === "running";

/**
 * One note that begins and ends softly.
 * @param {AudioContext} context
 * @param {number} pitch
 * @param {number} at
 */
function note(context, pitch, at) {
  const tone = new OscillatorNode(context, { type: "triangle", frequency: pitch });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUD, at + 0.03);
  gain.gain.setTargetAtTime(0, at + LENGTH_S * 0.5, 0.05);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + 2 * LENGTH_S);
}
