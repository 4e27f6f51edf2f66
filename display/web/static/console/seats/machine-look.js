/**
 * What somebody should look after of the room's machines, and what comes first of it.
 * Nothing here is drawn.
 *
 * @import { MachineNow } from "../../base/types.js"
 * @typedef {"away"|"failed"|"power"|"hot"|"disk"|"clock"|"real-time"|"old"} Trouble
 * @typedef {"waiting"|"asked"|"running"|"done"|"failed"|"refused"} UpdateWord
 */

/** From here a Pi makes itself slower. */
export const HOT_C = 80;
/** With less an update may find no place. */
export const LOW_BYTES = 200e6;

const ORDER = new Intl.Collator("en", { numeric: true });

/** How long a machine that is updated may be away before that is a trouble. */
const UPDATE_MS = 5 * 60_000;

/** The worst first; what an update mends last. @type {Trouble[]} */
const TROUBLES = ["away", "failed", "power", "hot", "disk", "clock", "real-time", "old"];

/**
 * What became of the last update: its word, and what else is said, in English.
 * @param {string} [text] as the machine says it
 * @returns {{word: UpdateWord|"", detail: string}}
 */
export function updateOf(text = "") {
  const found = /^(waiting|asked|running|done|failed|refused)(?:\s*:\s*(.*))?$/s.exec(text.trim());
  if (!found) return { word: "", detail: text.trim() };
  return { word: /** @type {UpdateWord} */ (found[1]), detail: found[2] ?? "" };
}

/** @param {MachineNow} machine */
export function isUpdating({ update }) {
  const { word } = updateOf(update);
  return word === "waiting" || word === "asked" || word === "running";
}

/**
 * True where the last update has come to nothing.
 * @param {MachineNow} machine
 */
export function hasFailed({ update }) {
  const { word } = updateOf(update);
  return word === "failed" || word === "refused";
}

/**
 * True where it makes sense to ask it.
 * @param {MachineNow} machine
 */
export function canUpdate(machine) {
  return machine.here && machine.source && wantsUpdate(machine) && !isUpdating(machine);
}

/**
 * True where it is one of all old ones that the controller asks together.
 * @param {MachineNow} machine
 */
export function isAskedWithAll({ here, source, old }) {
  return here && source && old;
}

/** @param {MachineNow} machine */
export function wantsUpdate(machine) {
  return machine.old || hasFailed(machine);
}

/**
 * What is wrong with a machine, the worst first. Of one that is away stands what it has
 * said last; whether it is still hot nobody knows.
 * @param {MachineNow} machine
 * @param {number} now milliseconds of the wall clock; NaN where it is not known
 * @returns {Trouble[]}
 */
export function troublesOf(machine, now) {
  const { here, old, role, clock, temperature_c: heat, free_bytes: free, last_seen: seen } = machine;
  // An agent that is updated starts again: it is away because it was asked to.
  const expected = isUpdating(machine) && now - Date.parse(seen) < UPDATE_MS;
  /** @type {Record<Trouble, boolean>} */
  const is = {
    away: !here && !expected,
    failed: hasFailed(machine),
    power: machine.under_voltage === true,
    hot: here && heat !== null && heat >= HOT_C,
    disk: free !== null && free < LOW_BYTES,
    clock: clock === "not-kept",
    "real-time": role === "light" && !machine.real_time,
    old,
  };
  return TROUBLES.filter((trouble) => is[trouble]);
}

/**
 * The machines in two heaps: those that somebody should look after, the worst first, and
 * the others by their names.
 * @param {MachineNow[]} machines
 * @param {number} now as for {@link troublesOf}
 */
export function heaps(machines, now) {
  const all = machines.map((machine) => ({ machine, troubles: troublesOf(machine, now) }));
  all.sort(
    (a, b) =>
      rank(a.troubles) - rank(b.troubles) ||
      b.troubles.length - a.troubles.length ||
      ORDER.compare(a.machine.host, b.machine.host) ||
      ORDER.compare(a.machine.id, b.machine.id),
  );
  return { needy: all.filter((one) => one.troubles.length > 0), well: all.filter((one) => one.troubles.length === 0) };
}

/** @param {Trouble[]} troubles */
function rank([worst]) {
  return worst ? TROUBLES.indexOf(worst) : TROUBLES.length;
}
