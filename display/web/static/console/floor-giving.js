/**
 * To whom the floor is given, and to whom it was meant to be.
 *
 * @import { Entry } from "../base/types.js"
 * @import { AskDialog } from "../kit/ask-dialog.js"
 * @import { ToastLine } from "../kit/toast-line.js"
 * @import { Commands } from "../link/commands.js"
 * @import { Store } from "../link/store.js"
 * @import { SeatDialog } from "./seats/seat-dialog.js"
 *
 * @typedef {{ask: AskDialog, seat: SeatDialog, toast: ToastLine}} GivingParts
 */
import { t } from "../base/i18n.js";
import { plainSeat } from "../base/seating.js";
import { lightQuestion } from "./questions.js";

export class FloorGiving {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {GivingParts} parts
   */
  constructor(store, commands, parts) {
    this.store = store;
    this.commands = commands;
    this.parts = parts;
  }

  /**
   * Give the floor at the seat that goes without saying; where there is none but
   * there are lights, or when asked for, the seat is chosen first.
   * @param {Entry} row
   * @param {boolean} ask
   */
  async give(row, ask) {
    const { store, commands, parts } = this;
    if (!store.state) return;
    const seats = store.state.seats ?? [];
    /** @type {string|null} */
    let seat = plainSeat(row, seats);
    if (seats.length > 0 && (ask || seat === "")) seat = await parts.seat.ask(row, store.state);
    if (seat === null) return;
    const give = () => commands.send("give-floor", { entry: row.entry, seat });
    const question = lightQuestion(store.state, seat, give);
    if (question) parts.ask.ask(question);
    else await give();
  }

  /**
   * Another line than the one that was given the floor speaks: its statement goes on as
   * that one's, and one undo takes it back.
   * @param {Entry} row
   */
  async correct(row) {
    const { store, commands, parts } = this;
    const floor = store.state?.floor;
    if (!floor) return;
    const { statement } = floor;
    const reason = t("correct.wrong-line");
    const outcome = await commands.send("correct", { statement, entry: row.entry, reason });
    if (!outcome.ok) return; // the page tells why
    const { rev } = outcome.receipt;
    const said = t("really.done", { delegation: row.delegation, other: floor.delegation });
    parts.toast.say(said, "", { act: { text: t("do.undo"), does: () => commands.send("undo", { of: rev }) } });
  }
}
