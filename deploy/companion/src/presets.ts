/** Buttons that are ready: first of all the console's one button. */
import type {
  CompanionPresetDefinition,
  CompanionPresetDefinitions,
  CompanionPresetSection,
} from "@companion-module/base";
import { COLOURS } from "./look.ts";

type Action = { actionId: string; options: Record<string, string | number> };

/** A button; where the controller is not reached it is quiet, and says so. */
function button(
  name: string,
  text: string,
  size: "auto" | "14" | "18" | "24" | "30" | "44",
  action: Action | null,
  feedbacks: CompanionPresetDefinition["feedbacks"],
  bgcolor: number = COLOURS.raised,
): CompanionPresetDefinition {
  return {
    type: "simple",
    name,
    style: { text, size, color: COLOURS.ink, bgcolor, show_topbar: false },
    steps: [{ down: action ? [action] : [], up: [] }],
    feedbacks: [
      ...feedbacks,
      { feedbackId: "link", options: {}, isInverted: true, style: { color: COLOURS.quiet, bgcolor: COLOURS.night } },
    ],
  };
}

const phase = (phases: string[], style: { color: number; bgcolor: number }) => ({
  feedbackId: "phase",
  options: { phases },
  style,
});
const clockColours = [
  phase(["warning"], { color: COLOURS.dark, bgcolor: COLOURS.amber }),
  phase(["over", "overrun"], { color: COLOURS.dark, bgcolor: COLOURS.ember }),
];
const paused = { feedbackId: "paused", options: {}, style: { color: COLOURS.dark, bgcolor: COLOURS.sky } };

/** @param label of the connection, by which its variables are called */
export function presets(label: string): {
  sections: CompanionPresetSection[];
  definitions: CompanionPresetDefinitions;
} {
  const v = (name: string) => `$(${label}:${name})`;
  const plain = (name: string, actionId: string, options: Record<string, string | number> = {}) =>
    button(name, name, "14", { actionId, options }, []);
  const definitions: CompanionPresetDefinitions = {
    // Sand for what begins, slate for what ends, as on the console; the words say it too.
    next_step: button(
      "The next step",
      `${v("step")}\n${v("step_subject")}`,
      "14",
      { actionId: "next_step", options: {} },
      [
        {
          feedbackId: "step",
          options: { steps: ["give-floor", "start", "reconvene"] },
          style: { color: COLOURS.dark, bgcolor: COLOURS.sand },
        },
      ],
      COLOURS.slate,
    ),
    clock: button("The time", v("remaining"), "30", null, [...clockColours, paused], COLOURS.night),
    floor: button("Who has the floor", `${v("delegation")}\n${v("phase")}`, "14", null, clockColours, COLOURS.night),
    next: button("Who is next", `Next: ${v("next")}\n(${v("waiting")})`, "14", null, [], COLOURS.night),
    forecast: button(
      "When the list ends",
      `List ends\n${v("forecast")}\n${v("forecast_from")}–${v("forecast_to")}`,
      "14",
      null,
      [],
      COLOURS.night,
    ),
    light: button(
      "The light",
      `Light\n${v("light")}`,
      "14",
      null,
      ["flash", "steady"].map((signal) => ({
        feedbackId: "light",
        options: { signal },
        style: { color: COLOURS.ink, bgcolor: COLOURS.red },
      })),
      COLOURS.night,
    ),
    link: button("The link", `Rostrum\n${v("link")}`, "14", null, [], COLOURS.night),
    pause: button("Pause or resume", "Pause\nResume", "14", { actionId: "pause_or_resume", options: {} }, [paused]),
    longer: plain("+30 s", "extend", { seconds: 30 }),
    minute: plain("+1 min", "extend", { seconds: 60 }),
    shorter: plain("−30 s", "extend", { seconds: -30 }),
    urge: plain("Please conclude", "urge"),
    slower: plain("Slower, please", "remind", { line: "slower" }),
    point: plain("Point of order", "point_of_order"),
    rule_resume: plain("Point over: statement goes on", "rule", { statement: "resume" }),
  };
  const sections: CompanionPresetSection[] = [
    {
      id: "debate",
      name: "The debate",
      definitions: ["next_step", "clock", "floor", "next", "forecast", "light", "link"],
    },
    {
      id: "clock",
      name: "The clock",
      definitions: ["pause", "longer", "minute", "shorter", "urge", "slower", "point", "rule_resume"],
    },
  ];
  return { sections, definitions };
}
