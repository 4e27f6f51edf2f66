/**
 * The debate as the controller tells it on the socket: whole once, then what has changed.
 * A calculation: nothing here is changed in place, and nothing waits.
 */

/** A line of the speakers' list; of its fields those that are used here. */
export interface Entry {
  entry: string;
  delegation: string;
  speaker?: string;
  status: string;
}

/** The statement that has the floor. */
export interface Floor {
  statement: number;
  delegation?: string;
  unnamed?: boolean;
  speaker: string;
  kind: string;
  phase: string;
  paused: boolean;
  signal: string;
  elapsed_ms: number;
  zero_ms: number | null;
  limit_ms: number | null;
}

export interface Meeting {
  symbol: string;
  title: string;
  suspended: boolean;
  closed: boolean;
}

export interface State {
  rev: number;
  run: string;
  role: string;
  meeting: Meeting;
  floor: Floor | null;
  list?: Entry[];
  next?: Entry[];
  waiting?: number;
}

interface RowChange {
  from: number;
  rows: (Entry & { after: string | null })[];
  gone: string[];
}

/** Each later state: absent is unchanged. */
export interface StateChange {
  rev: number;
  floor: Floor | null;
  meeting?: Partial<Meeting>;
  list_change?: RowChange;
  next_change?: RowChange;
  waiting?: number;
}

/** Comes each second: how far the statement is. */
export interface Tick {
  elapsed_ms: number | null;
  remaining_ms: number | null;
  phase: string | null;
  signal: string;
  paused: boolean;
}

export function isWhole(told: State | StateChange): told is State {
  return "run" in told;
}

/** The state after a change, or null where the change begins from another one. */
export function merge(state: State, change: StateChange): State | null {
  for (const rows of [change.list_change, change.next_change]) if (rows && rows.from !== state.rev) return null;
  const out: State = { ...state, rev: change.rev, floor: change.floor };
  if (change.meeting) out.meeting = { ...state.meeting, ...change.meeting };
  if (change.waiting !== undefined) out.waiting = change.waiting;
  if (change.list_change) out.list = changed(state.list ?? [], change.list_change);
  if (change.next_change) out.next = changed(state.next ?? [], change.next_change);
  return out;
}

function changed(rows: Entry[], change: RowChange): Entry[] {
  const gone = new Set(change.gone);
  const out = rows.filter((row) => !gone.has(row.entry));
  for (const { after, ...row } of change.rows) {
    const was = out.findIndex((other) => other.entry === row.entry);
    if (was >= 0) out.splice(was, 1);
    out.splice(after === null ? 0 : out.findIndex((other) => other.entry === after) + 1, 0, row);
  }
  return out;
}

/** Who waits, whether the list came or only the next of it. */
export function waiting({ list, next, waiting: count }: State): { next: Entry | undefined; count: number } {
  if (!list) return { next: next?.[0], count: count ?? 0 };
  const all = list.filter((row) => row.status === "waiting");
  return { next: all[0], count: all.length };
}

/** What the console's one button would do. */
export type Step = "give-floor" | "start" | "end" | "end-point" | "reconvene" | "none";

/** The words of the console's button. */
export const STEP_WORDS: Record<Step, string> = {
  "give-floor": "Give the floor",
  start: "Start the clock",
  end: "End the statement",
  "end-point": "End the point of order",
  reconvene: "Reconvene the meeting",
  none: "",
};

/** The next step, the command that takes it, and whom it concerns. */
export function stepOf(state: State | null): { step: Step; subject: string; command: Command | null } {
  if (!state) return { step: "none", subject: "", command: null };
  const { floor, meeting } = state;
  if (meeting.suspended) return { step: "reconvene", subject: "", command: { do: "reconvene" } };
  if (floor) {
    const named = { subject: called(floor) };
    if (floor.phase === "ready")
      return { step: "start", ...named, command: { do: "start", statement: floor.statement } };
    const step = floor.kind === "point-of-order" ? "end-point" : "end";
    return { step, ...named, command: { do: "end", statement: floor.statement } };
  }
  const { next } = waiting(state);
  if (!next || meeting.closed) return { step: "none", subject: "", command: null };
  return { step: "give-floor", subject: next.delegation, command: { do: "give-floor", entry: next.entry } };
}

/** Who has the floor. */
export function called(floor: Floor): string {
  return floor.delegation ?? (floor.kind === "point-of-order" ? "Point of order" : "");
}

/** An act, with its fields. */
export interface Command {
  do: string;
  [field: string]: string | number | undefined;
}

/** What is shown of the time: rounded as the screens do, left up, over down. */
export function remainingSeconds(ms: number): number {
  return ms > 0 ? Math.ceil(ms / 1000) : -Math.floor(-ms / 1000) || 0;
}

/** "2:30", past the limit "+0:12". */
export function digits(seconds: number): string {
  const s = Math.abs(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const text =
    s < 3600
      ? `${Math.floor(s / 60)}:${two(s % 60)}`
      : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return seconds < 0 ? `+${text}` : text;
}
