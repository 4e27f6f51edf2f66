/**
 * Where several controllers could lead, each lead has a number, and they rise: what one says
 * that led before another one which was heard is over.
 */
export class Lead {
  /** The highest that was heard; 0 before. */
  highest = 0;

  /**
   * Whether a controller is heard.
   * @param {number} [lead] of it; 0 where only one could lead
   */
  obeyed(lead = 0) {
    if (lead !== 0 && lead < this.highest) return false;
    this.highest = Math.max(this.highest, lead);
    return true;
  }
}
