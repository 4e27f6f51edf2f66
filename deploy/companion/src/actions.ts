/** The acts of the clock, as a button does them. */
import type { CompanionActionDefinitions, SomeCompanionActionInputField } from "@companion-module/base";
import { type Command, type State, stepOf, waiting } from "./debate.ts";

/** An act is a sentence of the controller's, filled in by a button's options. */
export interface Act {
  name: string;
  description?: string;
  options: SomeCompanionActionInputField[];
  /** What is sent, or why nothing is. */
  command(state: State, options: Record<string, unknown>): Command | string;
}

const NOBODY = "nobody has the floor";

/** An act on the statement that had the floor when the button was pressed, and on no other. */
function onFloor(
  name: string,
  act: string,
  fill: (options: Record<string, unknown>) => Record<string, string | number> = () => ({}),
  options: SomeCompanionActionInputField[] = [],
): Act {
  return {
    name,
    options,
    command: ({ floor }, chosen) => (floor ? { do: act, statement: floor.statement, ...fill(chosen) } : NOBODY),
  };
}

function seconds(label: string, initial: number, min: number): SomeCompanionActionInputField[] {
  return [{ type: "number", id: "seconds", label, default: initial, min, max: 86_400, asInteger: true }];
}

const ms = ({ seconds }: Record<string, unknown>) => Math.round(Number(seconds) * 1000);

export const ACTS: Record<string, Act> = {
  next_step: {
    name: "The next step (the console's one button)",
    description:
      "Gives the floor, starts the clock, ends the statement: whichever is next. It acts a second after the step has changed.",
    options: [],
    command: (state) => stepOf(state).command ?? "there is no next step",
  },
  give_floor: {
    name: "Give the floor to the next speaker",
    options: [],
    command: (state) => {
      const { next } = waiting(state);
      return next ? { do: "give-floor", entry: next.entry } : "nobody waits on the speakers' list";
    },
  },
  start: onFloor("Start the clock", "start"),
  pause: onFloor("Pause the clock", "pause"),
  resume: onFloor("Resume the clock", "resume"),
  pause_or_resume: {
    name: "Pause or resume the clock",
    options: [],
    command: ({ floor }) => (floor ? { do: floor.paused ? "resume" : "pause", statement: floor.statement } : NOBODY),
  },
  extend: onFloor(
    "Extend or shorten the limit",
    "extend",
    (o) => ({ by_ms: ms(o) }),
    seconds("Seconds; negative shortens", 30, -86_400),
  ),
  urge: onFloor("Please conclude", "urge"),
  remind: onFloor("Remind the speaker", "remind", ({ line }) => ({ line: String(line) }), [
    {
      type: "dropdown",
      id: "line",
      label: "Of what",
      default: "slower",
      choices: [
        { id: "slower", label: "Please speak more slowly" },
        { id: "microphone", label: "Please speak into the microphone" },
      ],
    },
  ]),
  end: onFloor("End the statement", "end"),
  back_date: onFloor("Move the start back", "back-date", (o) => ({ by_ms: ms(o) }), seconds("Seconds earlier", 5, 1)),
  restart: onFloor("Begin the statement anew", "restart"),
  set_elapsed: onFloor(
    "Set the time that was spoken",
    "set-elapsed",
    (o) => ({ elapsed_ms: ms(o) }),
    seconds("Seconds spoken", 60, 0),
  ),
  hand_over: onFloor(
    "Hand over to another speaker of the delegation",
    "hand-over",
    ({ speaker }) => ({ speaker: String(speaker) }),
    [{ type: "textinput", id: "speaker", label: "Speaker", default: "", minLength: 1 }],
  ),
  point_of_order: {
    name: "Point of order (who raised it is said on the console)",
    options: [],
    command: () => ({ do: "point-of-order" }),
  },
  // biome-ignore lint/suspicious/noThenProperty: so it is called on the interface; a text is no promise
  rule: onFloor("Rule on the point of order", "rule", ({ statement }) => ({ then: String(statement) }), [
    {
      type: "dropdown",
      id: "statement",
      label: "The interrupted statement",
      default: "resume",
      choices: [
        { id: "resume", label: "goes on" },
        { id: "end", label: "has ended" },
      ],
    },
  ]),
};

/** How long a step stands before its button takes it: a second tap was meant for the one before. */
export const STEP_RESTS_MS = 1000;

/** What carries acts out. */
export interface Hand {
  state: State | null;
  /** Since when the next step is what it is. */
  stepSince: number;
  act(command: Command): Promise<unknown>;
  log(level: "info" | "warn", message: string): void;
}

export function actionDefinitions(hand: Hand): CompanionActionDefinitions {
  return Object.fromEntries(
    Object.entries(ACTS).map(([id, { name, description, options, command }]) => [
      id,
      {
        name,
        ...(description ? { description } : {}),
        options,
        callback: async (event) => {
          const { state } = hand;
          if (!state) {
            hand.log("warn", `${name}: the controller is not reached; nothing happened`);
            return;
          }
          if (id === "next_step" && Date.now() - hand.stepSince < STEP_RESTS_MS) {
            hand.log("info", `${name}: the step has just changed; nothing happened`);
            return;
          }
          const sent = command(state, event.options);
          if (typeof sent === "string") {
            hand.log("warn", `${name}: ${sent}`);
            return;
          }
          try {
            await hand.act(sent);
          } catch (error) {
            hand.log("warn", `${name}: ${error instanceof Error ? error.message : error}`);
          }
        },
      },
    ]),
  );
}
