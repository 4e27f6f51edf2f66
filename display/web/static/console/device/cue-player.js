/**
 * Tells a change of the phase by a sound or a vibration, where a person has
 * asked for it. The page shows the same at the same time, always.
 *
 * @import { Store } from "../../link/store.js"
 * @import { Cue, Memory } from "./cues.js"
 * @import { Preferences } from "./preferences.js"
 */
import { overrunMark, warningMark } from "../../base/phase.js";
import { cueAt, lookAt } from "./cues.js";
import { Tones } from "./tones.js";

/** @type {Record<Cue, number[]>} milliseconds on, off, on */
const BEATS = { warning: [150], limit: [150, 120, 150], prompt: [300, 120, 300, 120, 300] };

export class CuePlayer {
  /**
   * @param {Store} store
   * @param {Preferences} preferences
   */
  constructor(store, preferences) {
    this.store = store;
    this.preferences = preferences;
    this.tones = new Tones();
    /** @type {Memory|null} */
    this.memory = null;
    // What was chosen before the page was loaded waits for a tap, as browsers want it.
    const wake = () => {
      if (preferences.get("sound")) void this.tones.wake();
    };
    for (const kind of ["pointerup", "keydown", "click"]) addEventListener(kind, wake, true);
  }

  /** Whether this device can vibrate as far as its browser says. */
  get vibrates() {
    return "vibrate" in navigator;
  }

  /** At each frame. */
  frame() {
    const { store } = this;
    const floor = store.state?.floor;
    const moment = store.moment();
    if (!floor || !moment) this.memory = null;
    if (!floor || !moment || moment.paused) return;
    // What is drawn leads, what is heard does not.
    for (const mark of [warningMark(floor), floor.limit_ms, overrunMark(floor)]) {
      if (mark !== null && moment.running) store.due.in(mark - moment.elapsed);
    }
    const { memory, cue } = cueAt(this.memory, lookAt(floor, moment, store.clock.now()));
    this.memory = memory;
    if (!cue) return;
    if (this.preferences.get("sound")) void this.sound(cue);
    if (this.preferences.get("vibration")) this.vibrate(cue);
  }

  /**
   * @param {Cue} cue
   * @returns {Promise<boolean>} false where the browser does not allow it
   */
  sound(cue) {
    return this.tones.play(cue);
  }

  /** @param {Cue} cue */
  vibrate(cue) {
    return this.vibrates && navigator.vibrate(BEATS[cue]);
  }
}
