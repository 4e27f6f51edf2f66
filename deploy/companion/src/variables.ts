/** What a button can write. */
import type { CompanionVariableDefinitions } from "@companion-module/base";
import { called, digits, remainingSeconds, type State, STEP_WORDS, stepOf, type Tick, waiting } from "./debate.ts";

export type Variables = {
  link: string;
  meeting: string;
  delegation: string;
  speaker: string;
  kind: string;
  phase: string;
  light: string;
  paused: boolean;
  remaining: string;
  remaining_s: number | string;
  elapsed: string;
  elapsed_s: number | string;
  limit: string;
  next: string;
  waiting: number;
  step: string;
  step_subject: string;
  forecast: string;
  forecast_from: string;
  forecast_to: string;
};

export const VARIABLES: CompanionVariableDefinitions<Variables> = {
  link: { name: "The link to the controller: up, connecting, lost, refused" },
  meeting: { name: "The meeting's symbol, or its title" },
  delegation: { name: "Who has the floor" },
  speaker: { name: "The speaker" },
  kind: { name: "The kind of the statement" },
  phase: { name: "The phase: none, ready, speaking, warning, over, overrun" },
  light: { name: "What the collar light shows: dark, flash, steady" },
  paused: { name: "Whether the clock is paused" },
  remaining: { name: "What remains, 2:30; past the limit +0:12; what has elapsed without a limit" },
  remaining_s: { name: "The same in seconds, negative past the limit" },
  elapsed: { name: "What has elapsed" },
  elapsed_s: { name: "The same in seconds" },
  limit: { name: "The limit" },
  next: { name: "Who speaks then" },
  waiting: { name: "How many wait" },
  step: { name: "The next step, in the words of the console's button" },
  step_subject: { name: "Whom the next step concerns" },
  forecast: { name: "When the list will end, by this machine's clock" },
  forecast_from: { name: "The same, at the earliest (one time in ten it is earlier)" },
  forecast_to: { name: "The same, at the latest (one time in ten it is later)" },
};

/** The values that follow from a state; a tick says how far it is. */
export function valuesOf(
  state: State | null,
  tick: Tick | null,
): Omit<Variables, "link" | "forecast" | "forecast_from" | "forecast_to"> {
  const floor = state?.floor ?? null;
  const { step, subject } = stepOf(state);
  const elapsed = floor ? Math.floor((tick?.elapsed_ms ?? floor.elapsed_ms) / 1000) : "";
  let remaining: number | "" = "";
  if (floor && floor.limit_ms !== null)
    remaining = remainingSeconds(tick?.remaining_ms ?? floor.limit_ms - floor.elapsed_ms);
  const next = state ? waiting(state) : { next: undefined, count: 0 };
  return {
    meeting: state ? state.meeting.symbol || state.meeting.title : "",
    delegation: floor ? called(floor) : "",
    speaker: floor?.speaker ?? "",
    kind: floor?.kind ?? "",
    phase: floor ? (tick?.phase ?? floor.phase) : "none",
    light: floor ? (tick?.signal ?? floor.signal) : "dark",
    paused: floor?.paused ?? false,
    remaining: remaining === "" ? (elapsed === "" ? "" : digits(elapsed)) : digits(remaining),
    remaining_s: remaining,
    elapsed: elapsed === "" ? "" : digits(elapsed),
    elapsed_s: elapsed,
    limit: floor && floor.limit_ms !== null ? digits(Math.floor(floor.limit_ms / 1000)) : "",
    next: next.next?.delegation ?? "",
    waiting: next.count,
    step: STEP_WORDS[step],
    step_subject: subject,
  };
}

/** The answer of /api/v1/forecast; of its fields those that are used here. */
export interface Forecast {
  left: number;
  list_ends: { p10: string; p50: string; p90: string };
}

export function forecastValues(f: Forecast | null): Pick<Variables, "forecast" | "forecast_from" | "forecast_to"> {
  const time = (text: string) => {
    const at = new Date(text);
    return Number.isNaN(at.getTime())
      ? ""
      : `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  };
  if (!f || f.left === 0) return { forecast: "", forecast_from: "", forecast_to: "" };
  return { forecast: time(f.list_ends.p50), forecast_from: time(f.list_ends.p10), forecast_to: time(f.list_ends.p90) };
}
