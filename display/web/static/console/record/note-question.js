/**
 * What the console asks for a note: what was said, of which paragraph, and whether it was
 * proposed. Who said it stands there already.
 *
 * @import { RecordedNote } from "../../base/types.js"
 * @import { Question, Values } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { t } from "../../base/i18n.js";
import { h, need } from "../../kit/dom.js";
import { areaField, field } from "../../kit/fields.js";
import { getParagraphs } from "../../link/record.js";

/**
 * @param {Commands} commands
 * @param {number} statement 0 for the meeting
 * @param {string} delegation
 * @param {RecordedNote} [note] one that is to be said otherwise
 * @returns {Question}
 */
export function noteQuestion(commands, statement, delegation, note) {
  const text = areaField("text", t("note.text"));
  const proposal = h("input", { type: "checkbox", name: "proposal" });
  if (note) {
    need("textarea", text).textContent = note.text;
    proposal.checked = note.proposal;
  }
  return {
    name: note ? "change-note" : "note",
    heading: statement > 0 ? t("note.about", { delegation }) : t("note.meeting"),
    body: [
      text,
      paragraphField(note?.paragraph ?? ""),
      h("label", { class: "field-check" }, proposal, t("note.proposal")),
    ],
    submit: note ? t("note.change") : t("do.note"),
    shape: "note",
    send: (given) =>
      note
        ? commands.send("change-note", { note: note.rev, ...fields(given) })
        : commands.send("note", { ...fields(given), statement: statement || undefined }),
  };
}

/** @param {Values} given */
function fields(given) {
  return { text: given.text, paragraph: given.paragraph ?? "", proposal: given.proposal === "on" };
}

/** @param {string} value */
function paragraphField(value) {
  const known = h("datalist", { id: "paragraphs" });
  const input = h("input", {
    name: "paragraph",
    maxlength: 200,
    autocomplete: "off",
    dir: "auto",
    list: "paragraphs",
    placeholder: t("note.paragraph.hint"),
  });
  input.value = value;
  const last = h("div", { class: "quick" });
  getParagraphs().then((all) => {
    known.replaceChildren(...all.map((one) => h("option", { value: one })));
    last.replaceChildren(
      ...all.slice(0, 4).map((one) => {
        const button = h("button", { type: "button", class: "button quiet", dir: "auto" }, one);
        button.addEventListener("click", () => {
          input.value = one;
        });
        return button;
      }),
    );
  });
  return h("div", { class: "form" }, field(t("note.paragraph"), input, known), last);
}
