/**
 * The question about a meeting that is prepared: what it is called, its limits with their
 * figures, and whose list it begins with. Nothing changes by the answer but that it waits.
 *
 * @import { MeetingLine, Meetings, Rules } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { h, setAttr, setText } from "../../kit/dom.js";
import { field, textField } from "../../kit/fields.js";
import { lineText, rulesText } from "./meeting-words.js";

/**
 * @param {Meetings} known
 * @param {Commands} commands
 * @returns {Question}
 */
export function prepareQuestion({ meetings, presets }, commands) {
  const from = h("select", { name: "from" }, h("option", { value: "" }, t("meetings.list.none")));
  for (const one of meetings) from.append(h("option", { value: one.meeting }, lineText(one)));
  const rules = new RulesField(presets);
  const zone = textField("zone", t("meetings.zone"));
  offerZones(zone);
  const follow = () => rules.follow(meetings.find(({ meeting }) => String(meeting) === from.value));
  from.addEventListener("change", follow);
  follow();
  return {
    name: "prepare-meeting",
    heading: t("meetings.prepare"),
    lead: t("ask.prepare-meeting.lead"),
    body: [
      textField("symbol", t("meetings.symbol")),
      textField("title", t("meetings.title")),
      field(t("list.heading"), from),
      ...rules.elements,
      zone,
      h(
        "label",
        { class: "check" },
        h("input", { type: "checkbox", name: "rehearsal" }),
        h("span", {}, t("meetings.rehearsal")),
      ),
    ],
    submit: t("do.prepare-meeting"),
    shape: "meetings",
    check: ({ symbol, title, zone = "" }) => {
      if (!symbol && !title) return { field: "title", text: t("refused.meeting-unnamed") };
      return isZone(zone) ? null : { field: "zone", text: t("meetings.zone.unknown") };
    },
    send: (given) =>
      commands.send("prepare-meeting", {
        symbol: given.symbol,
        title: given.title,
        from: given.from ? Number(given.from) : undefined,
        preset: given.preset || undefined,
        zone: given.zone || undefined,
        rehearsal: given.rehearsal === "on" ? true : undefined,
      }),
  };
}

/** The limits: those of a preset, or of the meeting that gives the list. */
class RulesField {
  /** @param {Rules[]} presets */
  constructor(presets) {
    this.presets = presets;
    this.select = h("select", { name: "preset" });
    this.figures = h("p", { class: "field-note", id: "prepare-figures" });
    setAttr(this.select, "aria-describedby", "prepare-figures");
    this.select.addEventListener("change", () => this.draw());
    this.elements = [field(t("act.set-rules"), this.select), this.figures];
  }

  /** @param {MeetingLine|undefined} meeting */
  follow(meeting) {
    const { value } = this.select;
    this.same = meeting?.rules;
    const options = this.presets.map((one) => h("option", { value: one.name }, rulesText(one.name)));
    if (this.same) {
      const text = t("meetings.rules.same", { name: rulesText(this.same.name) });
      options.unshift(h("option", { value: "" }, text));
    }
    this.select.replaceChildren(...options);
    // What was chosen stays; who changes the meeting gets its limits.
    if (!this.same && value) this.select.value = value;
    this.draw();
  }

  draw() {
    const rules = this.presets.find(({ name }) => name === this.select.value) ?? this.same;
    setText(this.figures, rules ? figuresText(rules) : "");
  }
}

/**
 * What a State has, and each kind that has something else.
 * @param {Rules} rules
 */
function figuresText({ kinds }) {
  const state = kinds.find(({ kind }) => kind === "state");
  if (!state) return "";
  const marks =
    state.limit_ms === null
      ? t("limit.none")
      : t("prompt.marks", { warning: lengthText(state.warning_ms ?? 0), limit: lengthText(state.limit_ms) });
  const others = kinds.filter(({ limit_ms }) => limit_ms !== state.limit_ms);
  const parts = others.map(({ kind, limit_ms }) =>
    t("pair", { what: t(`kind.${kind}`), about: limit_ms === null ? t("limit.none") : lengthText(limit_ms) }),
  );
  return [t("pair", { what: t("kind.state"), about: marks }), ...parts].join(" · ");
}

/** @param {string} name empty for none */
function isZone(name) {
  try {
    return name === "" || new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/**
 * The names of zones, where the browser knows them; only once something is written.
 * @param {HTMLElement} zone
 */
function offerZones(zone) {
  const names = Intl.supportedValuesOf?.("timeZone") ?? [];
  const input = zone.querySelector("input");
  if (!input || names.length === 0) return;
  const id = "prepare-zones";
  zone.append(h("datalist", { id }, ...names.map((name) => h("option", { value: name }))));
  setAttr(input, "dir", "ltr");
  input.addEventListener("input", () => setAttr(input, "list", input.value.trim() ? id : null));
}
