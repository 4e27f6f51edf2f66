/**
 * Whether a page goes over to another controller of the room: a calculation.
 *
 * @typedef {object} Own what the page hears of the controller that it came from
 * @property {boolean} live
 * @property {boolean} standby
 * @property {boolean} knows who leads
 * @property {number} lead 0 while it stands by
 *
 * @typedef {object} Heard what it hears of another one
 * @property {string} origin
 * @property {boolean} live at this moment
 * @property {number} lead
 */

/** A page that has just come stays so long: none goes in circles. */
export const SETTLED_MS = 3000;

/**
 * @param {object} page
 * @param {Own} page.own
 * @param {Heard[]} page.others
 * @param {boolean} page.known over there: it is nobody, or has what signs it in
 * @param {boolean} page.acts its taps are commands, which a standby does not take
 * @param {number} page.age milliseconds since it was loaded
 * @returns {string} the origin of who leads, or empty where the page stays
 */
export function wayOver({ own, others, known, acts, age }) {
  // Who would have to sign in there sees more here, also where nobody is heard any more.
  if (age < SETTLED_MS || !known) return "";
  let best = null;
  for (const one of others) if (one.live && one.lead > (best?.lead ?? 0)) best = one;
  if (!best) return "";
  if (own.live && !own.standby && own.lead >= best.lead) return "";
  // A standby shows the debate as well, once it has found who leads.
  if (own.live && own.standby && own.knows && !acts) return "";
  return best.origin;
}

/**
 * Where a page finds another controller: by the door that it came by itself, for one that
 * came by TLS may listen to nobody without.
 * @param {{address: string, public_http?: string}} other
 * @param {string} protocol of the page
 */
export function originOf(other, protocol) {
  if (other.address.startsWith(protocol)) return other.address;
  return protocol === "http:" ? (other.public_http ?? "") : "";
}

/** What this browser keeps for a page that is to be there too; other keys are of one house's door. */
const KEPT = /^rostrum\.(language|console|when\.[a-z]+)$/;
const LONGEST = 2000;

/**
 * What goes along, in the part of an address that no server and no log sees.
 * @param {string} twin signs the page in there; empty where it is nobody
 * @param {Record<string, string>} kept
 */
export function carried(twin, kept) {
  const out = new URLSearchParams();
  if (twin) out.set("twin", twin);
  for (const [key, value] of Object.entries(kept)) {
    if (KEPT.test(key) && value.length <= LONGEST) out.set(key, value);
  }
  const text = out.toString();
  return text && `#${text}`;
}

/**
 * What came along; null where the address says something else.
 * @param {string} hash
 * @returns {{twin: string, kept: Record<string, string>}|null}
 */
export function brought(hash) {
  const said = new URLSearchParams(hash.slice(1));
  const kept = Object.fromEntries([...said].filter(([key, value]) => KEPT.test(key) && value.length <= LONGEST));
  const twin = said.get("twin") ?? "";
  return twin || Object.keys(kept).length > 0 ? { twin, kept } : null;
}
