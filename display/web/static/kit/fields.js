/**
 * The fields that several questions have. Each is named as the command's own.
 *
 * @import { Entry, State } from "../base/types.js"
 */
import { t } from "../base/i18n.js";
import { listedAs } from "../base/names.js";
import { ownSeat, seatText } from "../base/seating.js";
import { h, setAttr } from "./dom.js";

const LONGEST = 200;

let lists = 0;

/** The kinds that can be inscribed. */
const KINDS = [
  "state",
  "group",
  "complementing",
  "briefer",
  "observer",
  "president-national",
  "right-of-reply",
  "second-right-of-reply",
];

/**
 * @param {string} text
 * @param {HTMLElement} control
 * @param {...HTMLElement} after
 */
export function field(text, control, ...after) {
  return h("label", { class: "field" }, h("span", {}, text), control, ...after);
}

/**
 * @param {string} name
 * @param {string} text
 * @param {{value?: string, required?: boolean, longest?: number}} [more]
 */
export function textField(name, text, { value = "", required = false, longest = LONGEST } = {}) {
  const input = h("input", { name, required, maxlength: longest, autocomplete: "off", dir: "auto" });
  input.value = value;
  return field(text, input);
}

/**
 * The delegation, with those of the list to choose from.
 * @param {State} state
 * @param {string} [value]
 */
export function delegationField(state, value = "") {
  const label = textField("delegation", t("form.delegation"), { value, required: true });
  const names = new Set(state.list.flatMap((row) => [row.delegation, row.listed ?? row.delegation]));
  lists += 1; // two forms may be open, each with its own
  const id = `delegations-${lists}`;
  const known = h("datalist", { id }, ...[...names].map((name) => h("option", { value: name })));
  label.append(known);
  const input = label.querySelector("input");
  // Only once something is written: WebKitGTK may lay the names over the whole
  // question as it opens, and then the first Enter does no more than put them away.
  input?.addEventListener("input", () => setAttr(input, "list", input.value.trim() ? id : null));
  // By any of its names; the controller knows the list's own.
  input?.addEventListener("change", () => {
    input.value = listedAs(state.list, input.value.trim());
  });
  return label;
}

/**
 * The seat: one of those that have a light or stand on the list, or free text
 * where there is none.
 * @param {State} state
 * @param {string} [value]
 */
export function seatField(state, value = "") {
  const seats = new Set((state.seats ?? []).map((s) => s.seat));
  for (const row of state.list) if (row.seat) seats.add(row.seat);
  if (seats.size === 0) return textField("seat", t("form.seat"), { value });
  if (value) seats.add(value);
  const select = h("select", { name: "seat" }, h("option", { value: "" }, t("seat.none")));
  const order = new Intl.Collator("en", { numeric: true });
  for (const seat of [...seats].sort(order.compare)) {
    select.append(h("option", { value: seat }, seatText(state, seat)));
  }
  select.value = value;
  return field(t("form.seat"), select);
}

/** @param {string} value */
export function kindField(value) {
  const select = h("select", { name: "kind" });
  for (const kind of KINDS) select.append(h("option", { value: kind }, t(`kind.${kind}`)));
  select.value = value;
  return field(t("form.kind"), select);
}

/**
 * One of a few, or none of them.
 * @param {string} name
 * @param {string} text
 * @param {{value: string, text: string}[]} choices
 * @param {string} [value]
 */
export function choiceField(name, text, choices, value = "") {
  const select = h("select", { name });
  for (const choice of choices) select.append(h("option", { value: choice.value }, choice.text));
  select.value = value;
  return field(text, select);
}

/**
 * A day and a time of this device's zone.
 * @param {string} name
 * @param {string} text
 * @param {string} [value]
 */
export function momentField(name, text, value = "") {
  const input = h("input", { type: "datetime-local", name });
  input.value = value;
  return field(text, input);
}

/**
 * @param {string} name
 * @param {string} text
 */
export function areaField(name, text) {
  return field(text, h("textarea", { name, required: true, maxlength: 5 * LONGEST, rows: 3, dir: "auto" }));
}

/**
 * A delegation that has a seat on the list brings it along, until a finger has chosen
 * another one; with any other it is the seat that stood there first.
 * @param {HTMLElement} delegation
 * @param {HTMLElement} seat
 * @param {Entry[]} list
 */
export function seatFollows(delegation, seat, list) {
  const name = delegation.querySelector("input");
  const place = /** @type {HTMLInputElement|HTMLSelectElement|null} */ (seat.querySelector("input, select"));
  const first = place?.value ?? "";
  let chosen = false;
  place?.addEventListener("change", () => {
    chosen = true;
  });
  name?.addEventListener("input", () => {
    const own = ownSeat(list, listedAs(list, name.value.trim()));
    if (place && !chosen) place.value = own ?? first;
  });
}
