/**
 * What a person chose for this device alone. It survives where the browser
 * refuses to remember: then it holds as long as the page is open.
 *
 * @typedef {object} Chosen
 * @property {boolean} sound
 * @property {boolean} vibration
 * @property {boolean} shortcuts
 */

const REMEMBERED = "rostrum.console";

/** @type {Chosen} */
const USUAL = { sound: false, vibration: false, shortcuts: true };

/** @fires Preferences#change */
export class Preferences extends EventTarget {
  constructor() {
    super();
    this.chosen = { ...USUAL, ...recall() };
  }

  /** @param {keyof Chosen} name */
  get(name) {
    return this.chosen[name];
  }

  /**
   * @param {keyof Chosen} name
   * @param {boolean} value
   */
  set(name, value) {
    if (this.chosen[name] === value) return;
    this.chosen[name] = value;
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify(this.chosen));
    } catch {
      // A private window may refuse; the choice holds until the page is closed.
    }
    this.dispatchEvent(new Event("change"));
  }
}

/** @returns {Partial<Chosen>} */
function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(REMEMBERED) ?? "{}");
    const known = Object.keys(USUAL).filter((name) => typeof kept?.[name] === "boolean");
    return Object.fromEntries(known.map((name) => [name, kept[name]]));
  } catch {
    return {};
  }
}
