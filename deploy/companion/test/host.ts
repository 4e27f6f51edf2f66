/** A Companion that is none: it keeps what a module tells it. */
import type {
  CompanionActionDefinitions,
  CompanionFeedbackDefinitions,
  CompanionPresetDefinitions,
  CompanionPresetSection,
} from "@companion-module/base";
import RostrumInstance from "../src/main.ts";
import type { Secrets, Settings } from "../src/settings.ts";

export const PATIENCE_MS = 30_000;

export class Host {
  actions: CompanionActionDefinitions = {};
  feedbacks: CompanionFeedbackDefinitions = {};
  presets: CompanionPresetDefinitions = {};
  sections: CompanionPresetSection[] = [];
  named: Record<string, { name: string }> = {};
  values: Record<string, unknown> = {};
  status = "";
  why: string | null = null;
  readonly log: string[] = [];
  readonly module: RostrumInstance;
  private waits: (() => void)[] = [];

  constructor() {
    const changed = () => {
      for (const look of this.waits) look();
    };
    globalThis.COMPANION_LOGGER = (_source, level, message) => {
      this.log.push(`${level} ${message}`);
      changed();
    };
    this.module = new RostrumInstance({
      _isInstanceContext: true,
      id: "one",
      label: "desk",
      upgradeScripts: [],
      saveConfig() {},
      updateStatus: (status: string, why: string | null) => {
        this.status = status;
        this.why = why;
        changed();
      },
      setActionDefinitions: (all: CompanionActionDefinitions) => {
        this.actions = all;
      },
      setFeedbackDefinitions: (all: CompanionFeedbackDefinitions) => {
        this.feedbacks = all;
      },
      setPresetDefinitions: (sections: CompanionPresetSection[], all: CompanionPresetDefinitions) => {
        this.sections = sections;
        this.presets = all;
      },
      setVariableDefinitions: (all: Record<string, { name: string }>) => {
        this.named = all;
      },
      setVariableValues: (some: Record<string, unknown>) => {
        Object.assign(this.values, some);
        changed();
      },
      getVariableValue: (name: string) => this.values[name],
      checkFeedbacks: changed,
      checkAllFeedbacks: changed,
      checkFeedbacksById: changed,
    });
  }

  async begin(settings: Settings, secrets: Secrets): Promise<void> {
    await this.module.init(settings, true, secrets);
  }

  /** A button is pressed. */
  async press(actionId: string, options: Record<string, unknown> = {}): Promise<void> {
    const action = this.actions[actionId];
    if (!action) throw new Error(`there is no action ${actionId}`);
    await action.callback({ id: "a", controlId: "c", actionId, options, surfaceId: undefined } as never, {} as never);
  }

  /** Whether a button would look otherwise. */
  async looks(feedbackId: string, options: Record<string, unknown> = {}): Promise<boolean> {
    const feedback = this.feedbacks[feedbackId] || undefined;
    if (feedback?.type !== "boolean") throw new Error(`there is no feedback ${feedbackId}`);
    return feedback.callback(
      { id: "f", controlId: "c", feedbackId, type: "boolean", options, previousOptions: null } as never,
      {} as never,
    );
  }

  /** Waits until something holds. */
  until(what: string, holds: () => boolean): Promise<void> {
    return new Promise((done, failed) => {
      const look = () => {
        if (!holds()) return;
        this.waits = this.waits.filter((one) => one !== look);
        clearTimeout(patience);
        done();
      };
      const patience = setTimeout(
        () =>
          failed(
            new Error(
              `never came: ${what}; known is ${JSON.stringify(this.values)}, ${this.status} ${this.why}, ${this.log.join("\n")}`,
            ),
          ),
        PATIENCE_MS,
      );
      this.waits.push(look);
      look();
    });
  }
}
