/** Rostrum in Bitfocus Companion: its one connection, and what hangs on it. */
import {
  type CompanionStaticUpgradeScript,
  InstanceBase,
  InstanceStatus,
  type InstanceTypes,
} from "@companion-module/base";
import { actionDefinitions, type Hand } from "./actions.ts";
import { type Command, type State, type Step, stepOf, type Tick } from "./debate.ts";
import { feedbackDefinitions, type Seen } from "./feedbacks.ts";
import { Link, type LinkState } from "./link.ts";
import { presets } from "./presets.ts";
import { controllerOf, fields, type Secrets, type Settings } from "./settings.ts";
import { type Forecast, forecastValues, VARIABLES, type Variables, valuesOf } from "./variables.ts";

interface Types extends InstanceTypes {
  config: Settings;
  secrets: Secrets;
  variables: Variables;
}

const STATUS: Record<LinkState, InstanceStatus> = {
  connecting: InstanceStatus.Connecting,
  up: InstanceStatus.Ok,
  lost: InstanceStatus.ConnectionFailure,
  refused: InstanceStatus.AuthenticationFailure,
};

const FORECAST_EVERY_MS = 10_000;

export default class RostrumInstance extends InstanceBase<Types> implements Hand {
  state: State | null = null;
  stepSince = 0;
  private tick: Tick | null = null;
  private line: Link | null = null;
  private linked: LinkState = "connecting";
  private step: Step = "none";
  private subject = "";
  private asking: NodeJS.Timeout | undefined;

  async init(config: Settings, _isFirstInit: boolean, secrets: Secrets): Promise<void> {
    this.setActionDefinitions(actionDefinitions(this));
    this.setFeedbackDefinitions(feedbackDefinitions(() => this.seen()));
    this.setVariableDefinitions(VARIABLES);
    this.setVariableValues(forecastValues(null));
    await this.configUpdated(config, secrets);
  }

  async destroy(): Promise<void> {
    clearInterval(this.asking);
    this.line?.stop();
    this.line = null;
  }

  async configUpdated(config: Settings, secrets: Secrets): Promise<void> {
    await this.destroy();
    const { sections, definitions } = presets(this.label);
    this.setPresetDefinitions(sections as never, definitions as never);
    this.told(null);
    const at = controllerOf(config, secrets);
    if (typeof at === "string") {
      this.linked = "refused";
      this.show();
      this.updateStatus(InstanceStatus.BadConfig, at);
      return;
    }
    const line = new Link(at, {
      link: (state, why) => this.link(state, why),
      state: (state) => this.told(state),
      tick: (tick) => {
        this.tick = tick;
        this.show();
      },
    });
    this.line = line;
    line.start();
    this.asking = setInterval(() => void this.foresee(), FORECAST_EVERY_MS);
  }

  getConfigFields() {
    return fields();
  }

  act(command: Command): Promise<unknown> {
    return this.line
      ? this.line.act(command)
      : Promise.reject(new Error("the controller is not reached: nothing happened"));
  }

  private link(state: LinkState, why: string): void {
    if (state !== this.linked && why) this.log("warn", `the controller: ${why}`);
    if (state === "up") void this.foresee();
    this.linked = state;
    const { role = "secretary" } = this.state ?? {};
    if (role === "secretary" || role === "chair") this.updateStatus(STATUS[state], why || null);
    else
      this.updateStatus(
        InstanceStatus.InsufficientPermissions,
        `a key for ${role} may not act; make one with --role secretary`,
      );
    this.show();
  }

  private told(state: State | null): void {
    this.state = state;
    this.tick = null; // it was of the state before
    this.show();
  }

  private show(): void {
    const { step, subject } = stepOf(this.state);
    if (step !== this.step || subject !== this.subject) {
      this.step = step;
      this.subject = subject;
      this.stepSince = Date.now();
    }
    this.setVariableValues({ link: this.linked, ...valuesOf(this.state, this.tick) });
    this.checkAllFeedbacks();
  }

  private seen(): Seen {
    const values = valuesOf(this.state, this.tick);
    return {
      phase: values.phase,
      signal: values.light,
      paused: values.paused,
      running: this.state?.floor?.zero_ms != null,
      linked: this.linked === "up",
      step: this.step,
    };
  }

  private async foresee(): Promise<void> {
    const { line } = this;
    let forecast: Forecast | null = null;
    try {
      if (line && this.state) forecast = (await line.ask("/api/v1/forecast?entries=none")) as Forecast;
    } catch (error) {
      this.log("debug", `there is no forecast: ${error instanceof Error ? error.message : error}`);
    }
    if (line === this.line) this.setVariableValues(forecastValues(forecast));
  }
}

export const UpgradeScripts: CompanionStaticUpgradeScript<Settings, Secrets>[] = [];
