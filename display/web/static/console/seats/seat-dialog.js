/**
 * <seat-dialog>: at which seat the statement will be made, when there are
 * seats with lights to choose from.
 *
 * @import { Entry, State } from "../../base/types.js"
 */
import { t } from "../../base/i18n.js";
import { plainSeat, seatText } from "../../base/seating.js";
import { actButton } from "../../kit/act-button.js";
import { h, setText } from "../../kit/dom.js";

export class SeatDialog extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.heading = h("h2", { id: "seat-heading" });
    this.choices = h("div", { class: "seat-choices" });
    this.dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "seat-heading" },
      this.heading,
      this.choices,
      h(
        "div",
        { class: "form-acts" },
        actButton("seat-leave", "", t("do.leave"), () => this.leave()),
      ),
    );
    this.append(this.dialog);
  }

  /** @returns {void} */
  leave() {
    this.dialog?.close();
  }

  /**
   * Ask for the seat of a statement.
   * @param {Entry} row
   * @param {State} state
   * @returns {Promise<string|null>} the seat, empty for none, null if left
   */
  ask(row, state) {
    const seats = state.seats ?? [];
    const usual = plainSeat(row, seats);
    const { heading, choices, dialog } = this;
    if (!heading || !choices || !dialog || dialog.open) return Promise.resolve(null);
    setText(heading, t("ask.seat", { delegation: row.delegation }));
    return new Promise((resolve) => {
      /** @type {string|null} */
      let chosen = null;
      /** @param {string} seat @param {string} text @param {string} look */
      const choice = (seat, text, look) => {
        const button = actButton(
          "",
          "",
          text,
          () => {
            chosen = seat;
            dialog.close();
          },
          look,
        );
        button.dataset.seat = seat;
        return button;
      };
      const known = seats.map((s) => s.seat);
      if (row.seat && !known.includes(row.seat)) known.unshift(row.seat);
      const buttons = known.map((seat) => {
        return choice(seat, seatText(state, seat), seat === usual ? "accent" : "");
      });
      choices.replaceChildren(...buttons, choice("", t("seat.none"), "quiet"));
      dialog.addEventListener("close", () => resolve(chosen), { once: true });
      dialog.showModal();
      (buttons.find((b) => b.dataset.seat === usual) ?? buttons[0])?.focus();
    });
  }
}
