/**
 * What is known of a machine, in words.
 *
 * @import { MachineNow } from "../../base/types.js"
 * @import { Trouble } from "./machine-look.js"
 * @typedef {"model"|"version"|"heat"|"power"|"disk"|"clock"|"real-time"|"boot"|"seen"|"address"|"update"} Fact
 */
import { enumerated, hasText, isolated, languageTag, t } from "../../base/i18n.js";
import { whenText } from "../../base/when.js";
import { updateOf } from "./machine-look.js";

const GIGA = 1e9;
const MEGA = 1e6;

/** The order in which they are told. @type {Fact[]} */
export const FACTS = [
  "model",
  "version",
  "heat",
  "power",
  "disk",
  "clock",
  "real-time",
  "boot",
  "seen",
  "address",
  "update",
];

/**
 * What the machine does in the room: the light of a seat, or a screen and its page.
 * @param {MachineNow} machine
 */
export function whatText({ role, seats, name = "" }) {
  if (role === "light") {
    const [seat, ...others] = seats ?? [];
    if (!seat) return t("people.role.light");
    const where =
      others.length > 0 ? t("people.seats", { seats: enumerated([seat, ...others]) }) : t("seat.numbered", { seat });
    return t("pair", { what: t("people.role.light"), about: where });
  }
  // A key that was made by a line is named after page and seat.
  const [, page = "", seat = ""] = /^(\S+)(?: (.+))?$/s.exec(name) ?? [];
  if (!hasText(`seats.join.kind.${page}`)) return name ? isolated(name) : t("people.role.screen");
  const kind = t(`seats.join.kind.${page}`);
  return seat ? t("pair", { what: kind, about: t("seat.numbered", { seat }) }) : kind;
}

/**
 * @param {MachineNow} machine
 * @param {Trouble} trouble
 * @param {Date|null} now
 */
export function troubleText(machine, trouble, now) {
  return t(`machines.trouble.${trouble}`, {
    when: dayText(machine.last_seen, now),
    heat: factText(machine, "heat", now),
    free: factText(machine, "disk", now),
  });
}

/**
 * @param {MachineNow} machine
 * @param {Fact} fact
 * @param {Date|null} now
 * @returns {string}
 */
export function factText(machine, fact, now) {
  return known(machine, fact, now) || t("machines.not-said");
}

/**
 * @param {MachineNow} machine
 * @param {Fact} fact
 * @param {Date|null} now
 * @returns {string} empty where the machine does not say it
 */
function known(machine, fact, now) {
  const { temperature_c: heat, under_voltage: low, free_bytes: free, here } = machine;
  switch (fact) {
    case "model":
    case "address":
      return machine[fact] && isolated(machine[fact]);
    case "version":
      return versionText(machine);
    case "heat":
      return heat === null ? "" : measured(heat, "celsius", 0);
    case "power":
      return low === null ? "" : t(low ? "machines.power.low" : "machines.power.well");
    case "disk":
      return free === null ? "" : bytesText(free);
    case "clock":
      return clockText(machine);
    case "real-time":
      if (machine.role !== "light") return t("machines.real-time.no-light");
      return t(machine.real_time ? "machines.real-time.has" : "machines.real-time.has-not");
    case "boot":
      return dayText(machine.booted_at, now);
    case "seen":
      return here ? t("people.here") : dayText(machine.last_seen, now);
    case "update":
      return updateText(machine);
  }
}

/**
 * Whether somebody keeps the machine's clock right, and who: a service, by its own name, or
 * the board's clock, which is named after its driver.
 * @param {MachineNow} machine
 */
function clockText({ clock, clock_source: source = "" }) {
  const ofBoard = source.startsWith("rtc");
  if (source && !ofBoard && clock === "kept") return t("machines.clock.by", { source });
  if (source && !ofBoard && clock === "not-kept") return t("machines.clock.not-yet", { source });
  if (source && ofBoard && clock === "not-kept") return t("machines.clock.board", { source });
  return hasText(`machines.clock.${clock}`) ? t(`machines.clock.${clock}`) : isolated(source);
}

/**
 * The package that the agent is of, which is what an update replaces; else which build.
 * @param {MachineNow & {package?: string}} machine
 */
function versionText({ package: packed, version }) {
  return isolated(packed || version);
}

/**
 * What became of the last update, in a word.
 * @param {MachineNow} machine
 */
export function updateText({ update }) {
  const { word, detail } = updateOf(update);
  return word ? t(`machines.update.${word}`) : isolated(detail);
}

/**
 * An instant of the controller's or of a machine's clock; a machine that does not know it
 * says the first year.
 * @param {string} at
 * @param {Date|null} now
 */
function dayText(at, now) {
  return Date.parse(at) > 0 ? whenText(new Date(at), now) : "";
}

/** @param {number} bytes */
function bytesText(bytes) {
  if (bytes < GIGA) return measured(bytes / MEGA, "megabyte", 0);
  return measured(bytes / GIGA, "gigabyte", bytes < 10 * GIGA ? 1 : 0);
}

/**
 * @param {number} value
 * @param {string} unit
 * @param {number} digits after the point
 */
function measured(value, unit, digits) {
  const options = { style: /** @type {const} */ ("unit"), unit, maximumFractionDigits: digits };
  // A line does not break between a number and its unit.
  return new Intl.NumberFormat(`${languageTag()}-u-nu-latn`, options).format(value).replace(" ", "\u00a0");
}
