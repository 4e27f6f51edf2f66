/** When a button looks otherwise. */
import type { CompanionFeedbackDefinitions } from "@companion-module/base";
import { STEP_WORDS, type Step } from "./debate.ts";
import { COLOURS } from "./look.ts";

export const PHASES = ["none", "ready", "speaking", "warning", "over", "overrun"] as const;
export const SIGNALS = ["dark", "flash", "steady"] as const;

/** What a button may ask about. */
export interface Seen {
  phase: string;
  signal: string;
  paused: boolean;
  running: boolean;
  linked: boolean;
  step: Step;
}

const choice = (ids: readonly string[]) => ids.map((id) => ({ id, label: id }));

export function feedbackDefinitions(seen: () => Seen): CompanionFeedbackDefinitions {
  return {
    phase: {
      type: "boolean",
      name: "The statement is in a phase",
      options: [
        {
          type: "multidropdown",
          id: "phases",
          label: "Phase",
          default: ["warning"],
          choices: choice(PHASES),
          minSelection: 1,
        },
      ],
      defaultStyle: { bgcolor: COLOURS.amber, color: COLOURS.dark },
      callback: ({ options }) => Array.isArray(options.phases) && options.phases.includes(seen().phase),
    },
    light: {
      type: "boolean",
      name: "The collar light shows",
      options: [{ type: "dropdown", id: "signal", label: "Signal", default: "flash", choices: choice(SIGNALS) }],
      defaultStyle: { bgcolor: COLOURS.red, color: COLOURS.ink },
      callback: ({ options }) => seen().signal === options.signal,
    },
    paused: {
      type: "boolean",
      name: "The clock is paused",
      options: [],
      defaultStyle: { bgcolor: COLOURS.sky, color: COLOURS.dark },
      callback: () => seen().paused,
    },
    running: {
      type: "boolean",
      name: "The clock runs",
      options: [],
      defaultStyle: { bgcolor: COLOURS.well, color: COLOURS.dark },
      callback: () => seen().running,
    },
    link: {
      type: "boolean",
      name: "The controller is reached",
      options: [],
      defaultStyle: { color: COLOURS.ink },
      callback: () => seen().linked,
    },
    step: {
      type: "boolean",
      name: "The next step is",
      options: [
        {
          type: "multidropdown",
          id: "steps",
          label: "Step",
          default: ["give-floor", "start"],
          choices: Object.entries(STEP_WORDS).map(([id, label]) => ({ id, label: label || "none" })),
          minSelection: 1,
        },
      ],
      defaultStyle: { bgcolor: COLOURS.sand, color: COLOURS.dark },
      callback: ({ options }) => Array.isArray(options.steps) && options.steps.includes(seen().step),
    },
  };
}
