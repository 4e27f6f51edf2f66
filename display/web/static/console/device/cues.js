/**
 * Which change of a phase is worth a sound: each once, when it happens, and
 * none that is only found out. Pure arithmetic: looks go in, cues come out.
 *
 * @import { Moment } from "../../base/phase.js"
 * @import { Floor, Phase } from "../../base/types.js"
 * @typedef {"warning"|"limit"|"prompt"} Cue
 *
 * @typedef {object} Look what a page sees at an instant
 * @property {number} at steady instant
 * @property {number} statement
 * @property {Phase} phase
 * @property {number} since how long ago the phase began, by the statement's clock
 *
 * @typedef {object} Memory
 * @property {Look} last
 * @property {{phase: Phase, at: number}|null} cued
 */
import { overrunMark, warningMark } from "../../base/phase.js";

/** Later than this a cue would tell of something else. */
const LATE_MS = 2000;
/** What is undone and done again within this is one change. */
const AGAIN_MS = 1000;

const ORDER = ["ready", "speaking", "warning", "over", "overrun"];

/** @type {Partial<Record<Phase, Cue>>} */
const CUES = { warning: "warning", over: "limit", overrun: "prompt" };

/**
 * @param {Floor} floor
 * @param {Moment} moment
 * @param {number} at steady instant
 * @returns {Look}
 */
export function lookAt(floor, moment, at) {
  const marks = {
    ready: 0,
    speaking: 0,
    warning: warningMark(floor),
    over: floor.limit_ms,
    overrun: overrunMark(floor),
  };
  return { at, statement: floor.statement, phase: moment.phase, since: moment.elapsed - (marks[moment.phase] ?? 0) };
}

/**
 * @param {Memory|null} memory null where nothing was seen yet
 * @param {Look} look
 * @returns {{memory: Memory, cue: Cue|null}}
 */
export function cueAt(memory, look) {
  const { last, cued = null } = memory ?? {};
  // The first look at a statement finds its phase, it does not see it begin.
  if (!last || last.statement !== look.statement || look.at < last.at) {
    return { memory: { last: look, cued: null }, cue: null };
  }
  const cue = CUES[look.phase] ?? null;
  const rises = ORDER.indexOf(look.phase) > ORDER.indexOf(last.phase);
  const slept = look.at - last.at > LATE_MS || look.since > LATE_MS;
  const again = cued?.phase === look.phase && look.at - cued.at < AGAIN_MS;
  if (!cue || !rises || slept || again) return { memory: { last: look, cued }, cue: null };
  return { memory: { last: look, cued: { phase: look.phase, at: look.at } }, cue };
}
