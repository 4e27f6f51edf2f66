/**
 * What somebody else did: of all that changed between two states, what was not asked for
 * by this page. A calculation.
 *
 * @import { News, Told } from "../base/types.js"
 */

const KEPT = 200;

/** The acts of this page: by what it called them, and by the revisions that they made. */
export class OwnActs {
  constructor() {
    /** @type {Set<string|number>} */
    this.known = new Set();
  }

  /** @param {string|number} act the id of a command, or a revision */
  add(act) {
    this.known.add(act);
    if (this.known.size > KEPT) this.known.delete([...this.known][0] ?? "");
  }

  /** @param {string|number|undefined} act */
  has(act) {
    return act !== undefined && this.known.has(act);
  }
}

/**
 * The newest that somebody else did after a revision. A state may have come for several
 * acts at once, and this page's own may be the last of them.
 * @param {Pick<Told, "latest"|"undoable">} told
 * @param {number} rev
 * @param {OwnActs} own
 * @returns {News|null}
 */
export function newsSince({ latest, undoable = [] }, rev, own) {
  if (!latest || latest.rev <= rev) return null;
  if (!own.has(latest.id) && !own.has(latest.rev)) {
    const about = undoable.find(({ of }) => of === latest.rev)?.about ?? "";
    return { what: latest.what, by: latest.by, at: latest.at, about };
  }
  const other = undoable.find(({ of }) => of > rev && of < latest.rev && !own.has(of));
  return other ? { what: other.what, by: other.by, at: other.at, about: other.about ?? "" } : null;
}
