/**
 * One file, from when it is brought until its list is taken: how it is to be read, and
 * what the controller made of it. A file that the controller holds no longer is sent
 * again, and nobody notices.
 *
 * @import { ListColumn, ListPreview } from "../../base/types.js"
 * @import { Commands, Outcome } from "../../link/commands.js"
 * @import { AskedOf, ListFile, Previewed } from "../../link/list-file.js"
 */
import { askAgain, sendFile } from "../../link/list-file.js";
import { sameChanges } from "./changes.js";

const AGAIN = 10;
const AGAIN_MS = 800;

export class Reading {
  /**
   * @param {ListFile|null} file none where the controller found it by itself
   * @param {string} digest empty before the file is sent
   * @param {boolean} next for a meeting that is to be prepared
   */
  constructor(file, digest, next) {
    this.file = file;
    this.digest = digest;
    this.next = next;
    /** @type {AskedOf} */
    this.asked = {};
    /** @type {ListPreview|null} */
    this.preview = null;
  }

  /** @returns {Promise<Previewed>} */
  async ask() {
    let answer = await this.askOnce();
    if (!answer.ok && answer.refusal.code === "unknown" && this.file && this.digest) {
      this.digest = "";
      answer = await this.askOnce();
    }
    if (answer.ok) {
      this.preview = answer.preview;
      this.digest = answer.preview.digest;
    }
    return answer;
  }

  /** @returns {Promise<Previewed>} */
  async askOnce() {
    for (let again = 0; ; again++) {
      const { file, digest, asked, next } = this;
      const answer = await (digest || !file ? askAgain(digest, asked, next) : sendFile(file, asked, next));
      // The controller reads few files at a time, each for a moment.
      if (answer.ok || answer.refusal.code !== "full" || again === AGAIN) return answer;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  /**
   * Read another sheet; what its columns are is found anew.
   * @param {string} sheet
   */
  readSheet(sheet) {
    this.asked = { sheet };
    return this.ask();
  }

  /**
   * Take a column as something else.
   * @param {ListColumn[]} columns
   * @param {number} at
   * @param {string} as
   */
  readColumn(columns, at, as) {
    this.asked = { ...this.asked, columns: corrected(columns, at, as) };
    if (this.preview?.sheet) this.asked.sheet ??= this.preview.sheet;
    return this.ask();
  }

  /**
   * Take changes.
   * @param {Commands} commands
   * @param {number[]} only
   * @returns {Promise<Outcome>}
   */
  async take(commands, only) {
    const outcome = await commands.send("take-list", { digest: this.digest, only });
    if (outcome.ok || outcome.refusal.code !== "unknown" || !this.file) return outcome;
    // Sent again: what was ticked is taken where it is still the same.
    const before = this.preview?.changes ?? [];
    const again = await this.ask();
    if (!again.ok) return { ok: false, refusal: again.refusal };
    if (!sameChanges(before, again.preview.changes)) {
      return { ok: false, refusal: { code: "stale", message: "" } };
    }
    return commands.send("take-list", { digest: this.digest, only });
  }
}

/**
 * What all columns are taken as once one of them is something else: a field is taken of
 * one column, and whatever had it before is read no more.
 * @param {ListColumn[]} columns
 * @param {number} at
 * @param {string} as
 */
export function corrected(columns, at, as) {
  const other = (/** @type {ListColumn} */ column) => (column.as === as ? "" : column.as);
  return Object.fromEntries(columns.map((column, i) => [column.key, i === at ? as : other(column)]));
}
