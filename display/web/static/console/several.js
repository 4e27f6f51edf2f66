/**
 * What the chair is told of a room with several controllers: who leads, whether another
 * one is ready, and what is missing. A calculation.
 *
 * @import { Several, State } from "../base/types.js"
 *
 * @typedef {"well"|"missing"|"stopped"} SeveralLook
 * @typedef {{key: "well"|"leads"|"nobody"|"away"|"alone"|"machines"|"last"|"stopped", values: Record<string, string|number>, since?: string}} Saying a text, and an instant in it
 */

/** @param {string} address */
function hostOf(address) {
  return URL.canParse(address) ? new URL(address).host : address;
}

/**
 * Whether nobody can lead, for no majority of the machines that keep the record is there.
 * @param {State} state
 */
export function isAlone({ standby, several }) {
  return Boolean(standby && several && severalSaid(several).look === "stopped");
}

/**
 * @param {Several} several
 * @returns {{look: SeveralLook, sayings: Saying[]}}
 */
export function severalSaid({ leader, others, alone_since, machines, away }) {
  const there = machines - away.length;
  const needed = Math.floor(machines / 2) + 1;
  /** @type {Saying[]} */
  const sayings = [];
  for (const { address, away_since } of others) {
    if (away_since) sayings.push({ key: "away", values: { other: hostOf(address) }, since: away_since });
  }
  if (alone_since) sayings.push({ key: "alone", values: {}, since: alone_since });
  const first = away.map((machine) => machine.away_since).sort()[0];
  if (first) sayings.push({ key: "machines", values: { away: away.length, machines }, since: first });
  if (away.length > 0 && there < needed) {
    return { look: "stopped", sayings: [...sayings, { key: "stopped", values: {} }] };
  }
  if (away.length > 0 && there === needed) sayings.push({ key: "last", values: {} });
  if (sayings.length > 0) return { look: "missing", sayings };
  if (!leader) return { look: "missing", sayings: [{ key: "nobody", values: {} }] };
  // Both as they are called: this page may be at either.
  const ready = others.filter(({ address }) => address !== leader).map(({ address }) => hostOf(address));
  return {
    look: "well",
    sayings: [
      { key: ready.length > 0 ? "well" : "leads", values: { leader: hostOf(leader), other: ready.join(", ") } },
    ],
  };
}
