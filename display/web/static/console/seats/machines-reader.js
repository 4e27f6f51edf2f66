/**
 * Asks how the machines do while somebody looks: again and again, one question at a time,
 * and none while the sheet is closed or the page is hidden.
 *
 * @import { Machines } from "../../base/types.js"
 */

/** A machine speaks once a minute; what becomes of an update is to be seen sooner. */
export const LOOK_MS = 5000;

export class MachinesReader {
  /**
   * @param {(ended: AbortSignal) => Promise<Machines|null>} ask
   * @param {(machines: Machines|null) => void} told null where nothing came
   * @param {Document} [page]
   */
  constructor(ask, told, page = document) {
    this.ask = ask;
    this.told = told;
    this.page = page;
    this.open = false;
    /** @type {AbortController|null} */
    this.asking = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.again = undefined;
    this.turned = () => void this.look();
  }

  begin() {
    if (this.open) return;
    this.open = true;
    this.page.addEventListener("visibilitychange", this.turned);
    void this.look();
  }

  end() {
    this.open = false;
    this.page.removeEventListener("visibilitychange", this.turned);
    this.leave();
  }

  leave() {
    clearTimeout(this.again);
    this.asking?.abort();
    this.asking = null;
  }

  /** Ask now, and then again after a while. */
  async look() {
    this.leave();
    if (!this.open || this.page.hidden) return;
    const asking = new AbortController();
    this.asking = asking;
    const machines = await this.ask(asking.signal);
    if (asking.signal.aborted) return;
    this.again = setTimeout(this.turned, LOOK_MS);
    this.told(machines);
  }
}
