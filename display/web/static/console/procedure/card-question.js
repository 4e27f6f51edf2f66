/**
 * The question what the gallery shows in place of the debate: a sentence that it has in
 * each of its languages, a text of the room's own, or an empty card. One tap shows it.
 *
 * @import { Card } from "../../base/types.js"
 * @import { Question, Values } from "../../kit/ask-dialog.js"
 * @import { Store } from "../../link/store.js"
 */
import { cardText } from "../../base/card.js";
import { t } from "../../base/i18n.js";
import { fieldTime } from "../../base/when.js";
import { h, setText } from "../../kit/dom.js";
import { field, textField } from "../../kit/fields.js";
import { putScreens } from "./screens-question.js";

/** @type {Card["says"][]} */
const READY = ["resumes", "begins", "soon", "adjourned", "wait", "blank"];
const TIMED = ["resumes", "begins"];
const STEP_MS = 15 * 60000;

/**
 * @param {Store} store
 * @returns {Question|null}
 */
export function cardQuestion(store) {
  if (!store.screens) return null;
  const time = h("input", { type: "time", name: "time" });
  time.value = soon(store.wall() ?? new Date());
  const says = h("input", { type: "hidden", name: "says" });
  says.value = "text";
  const buttons = READY.map((one) => {
    const button = h("button", { type: "button", class: "button", "data-says": one });
    button.addEventListener("click", () => {
      says.value = one;
      button.form?.requestSubmit();
      says.value = "text"; // what the form's own button shows
    });
    return button;
  });
  const name = () => {
    for (const [i, one] of READY.entries()) {
      const button = buttons[i];
      if (button) setText(button, cardText({ says: one, time: time.value || "…" }) || t("shown.blank"));
    }
  };
  time.addEventListener("input", name);
  name();
  return {
    name: "card",
    heading: t("act.card"),
    lead: t("ask.card.lead"),
    body: [
      field(t("form.card-time"), time),
      h("div", { class: "ask-choices cards" }, ...buttons),
      textField("text", t("form.card-text")),
      says,
    ],
    submit: t("do.show-card"),
    shape: "screens",
    check: (given) => {
      const missing = TIMED.includes(given.says ?? "") ? "time" : given.says === "text" ? "text" : "";
      return missing && !given[missing] ? { field: missing, text: t("form.required") } : null;
    },
    send: (given) => putScreens(store, { card: read(given) }),
  };
}

/**
 * @param {Values} given
 * @returns {Card}
 */
function read({ says, time, text }) {
  const said = READY.find((one) => one === says) ?? "text";
  if (TIMED.includes(said)) return { says: said, time };
  return said === "text" ? { says: said, text } : { says: said };
}

/**
 * A time of day that may be meant: the second quarter of an hour from now.
 * @param {Date} now
 */
function soon(now) {
  const at = new Date((Math.floor(now.getTime() / STEP_MS) + 2) * STEP_MS);
  return fieldTime(at).slice(-5);
}
