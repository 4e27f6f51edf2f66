/**
 * The questions about a meeting that is prepared: what it is called, its limits with their
 * figures, where it is, and whose list it begins with. Nothing else changes by the answer.
 *
 * @import { Meetings, Prepared } from "../../base/types.js"
 * @import { Question, Values } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 *
 * @typedef {{digest: string, name: string, rows: number}} Brought a file that the controller
 *   holds: its name, and of how many speakers its list is
 * @typedef {(use: (brought: Brought) => void) => void} Bring asks for one
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { h, setAttr } from "../../kit/dom.js";
import { field, textField } from "../../kit/fields.js";
import { lineText, nameText, rulesText } from "./meeting-words.js";
import { RulesField } from "./rules-field.js";

/** How a list that comes from a file is told from one of an earlier meeting. */
const FILE = "file ";

/**
 * @param {Meetings} known
 * @param {Commands} commands
 * @param {Bring} bring
 * @returns {Question}
 */
export function prepareQuestion({ meetings, presets }, commands, bring) {
  const from = h("select", { name: "from" }, h("option", { value: "" }, t("meetings.list.none")));
  for (const one of meetings) from.append(h("option", { value: one.meeting }, lineText(one)));
  const rules = new RulesField(presets);
  const follow = () => {
    const other = meetings.find(({ meeting }) => String(meeting) === from.value);
    rules.offer(other ? t("meetings.rules.same", { name: rulesText(other.rules.name) }) : "", other?.rules);
  };
  from.addEventListener("change", follow);
  follow();
  const file = actButton("prepare-from-file", "import", t("import.open"), () =>
    bring(({ digest, name, rows }) => {
      from.querySelector("[data-file]")?.remove();
      from.append(
        h("option", { value: FILE + digest, "data-file": "" }, t("pair", { what: name, about: String(rows) })),
      );
      from.value = FILE + digest;
      follow();
    }),
  );
  return {
    name: "prepare-meeting",
    heading: t("meetings.prepare"),
    lead: t("ask.prepare-meeting.lead"),
    body: [...names(), field(t("list.heading"), from), file, ...rules.elements, zoneField(), rehearsalField()],
    submit: t("do.prepare-meeting"),
    shape: "meetings",
    check,
    send: (given) =>
      commands.send("prepare-meeting", {
        symbol: given.symbol,
        title: given.title,
        from: given.from && !given.from.startsWith(FILE) ? Number(given.from) : undefined,
        digest: given.from?.startsWith(FILE) ? given.from.slice(FILE.length) : undefined,
        preset: given.preset || undefined,
        zone: given.zone || undefined,
        rehearsal: given.rehearsal === "on" ? true : undefined,
      }),
  };
}

/**
 * @param {Prepared} one
 * @param {Meetings} known
 * @param {Commands} commands
 * @returns {Question}
 */
export function changeQuestion(one, { presets }, commands) {
  const rules = new RulesField(presets);
  rules.offer(
    t("meetings.rules.stay", { name: rulesText(one.rules) }),
    presets.find(({ name }) => name === one.rules),
  );
  return {
    name: "change-prepared",
    heading: t("pair", { what: t("do.change-prepared"), about: nameText(one) }),
    lead: t("ask.change-prepared.lead"),
    body: [...names(one), ...rules.elements, zoneField(one.zone), rehearsalField(one.rehearsal)],
    submit: t("do.save"),
    shape: "amend",
    check,
    send: (given) =>
      commands.send("change-prepared", {
        prepared: one.prepared,
        symbol: given.symbol,
        title: given.title,
        zone: given.zone,
        preset: given.preset || undefined,
        rehearsal: given.rehearsal === "on",
      }),
  };
}

/** @param {{symbol: string, title: string}} [one] */
function names({ symbol, title } = { symbol: "", title: "" }) {
  return [
    textField("symbol", t("meetings.symbol"), { value: symbol }),
    textField("title", t("meetings.title"), { value: title }),
  ];
}

/** @param {boolean} [checked] */
function rehearsalField(checked = false) {
  const box = h("input", { type: "checkbox", name: "rehearsal" });
  box.checked = checked;
  return h("label", { class: "check" }, box, h("span", {}, t("meetings.rehearsal")));
}

/**
 * The zone, with the names that the browser knows; only once something is written.
 * @param {string} [value]
 */
function zoneField(value = "") {
  const zone = textField("zone", t("meetings.zone"), { value });
  const names = Intl.supportedValuesOf?.("timeZone") ?? [];
  const input = zone.querySelector("input");
  if (!input || names.length === 0) return zone;
  const id = "prepare-zones";
  zone.append(h("datalist", { id }, ...names.map((name) => h("option", { value: name }))));
  setAttr(input, "dir", "ltr");
  input.addEventListener("input", () => setAttr(input, "list", input.value.trim() ? id : null));
  return zone;
}

/** @param {Values} given */
function check({ symbol, title, zone = "" }) {
  if (!symbol && !title) return { field: "title", text: t("refused.meeting-unnamed") };
  return isZone(zone) ? null : { field: "zone", text: t("meetings.zone.unknown") };
}

/** @param {string} name empty for none */
function isZone(name) {
  try {
    return name === "" || new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
