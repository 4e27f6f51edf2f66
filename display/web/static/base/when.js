/**
 * Instants of the calendar as people read them, in this device's time zone and
 * with Latin digits in every language.
 */
import { languageTag, t } from "./i18n.js";

/** @param {Intl.DateTimeFormatOptions} options */
function format(options) {
  // The United Nations write the day before the month.
  const tag = languageTag() === "en" ? "en-GB" : languageTag();
  return new Intl.DateTimeFormat(`${tag}-u-nu-latn`, { hourCycle: "h23", ...options });
}

/**
 * The time of day; with the day where that is not today.
 * @param {Date} at
 * @param {Date|null} now
 * @param {boolean} [seconds]
 */
export function whenText(at, now, seconds = false) {
  /** @type {Intl.DateTimeFormatOptions} */
  const time = { hour: "2-digit", minute: "2-digit" };
  if (seconds) time.second = "2-digit";
  const today = now !== null && at.toDateString() === now.toDateString();
  if (today) return format(time).format(at);
  return format({ weekday: "short", day: "numeric", month: "short", ...time }).format(at);
}

/**
 * The time of day to the second in a zone by its name, as the record has it.
 * @param {Date} at
 * @param {string} zone
 */
export function dayTime(at, zone) {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
  try {
    return format({ .../** @type {Intl.DateTimeFormatOptions} */ (options), timeZone: zone }).format(at);
  } catch {
    return format(/** @type {Intl.DateTimeFormatOptions} */ (options)).format(at); // a zone that this browser does not know
  }
}

/**
 * The day and the time to the second, for what is read on another day.
 * @param {Date} at
 */
export function dateText(at) {
  return format({
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(at);
}

/**
 * Until when the meeting is suspended; empty where that is not known.
 * @param {string|null|undefined} until
 * @param {Date|null} now
 */
export function untilText(until, now) {
  if (!until) return "";
  return t("until.when", { when: whenText(new Date(until), now) });
}

/**
 * An instant as the field for a date and a time takes it.
 * @param {Date} at
 */
export function fieldTime(at) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The name of this device's time zone. */
export function zoneName() {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
