/**
 * What a room of the house shows: its controller is asked now and then for what everybody
 * may know. Each room is asked for itself, so that one that does not answer, or that
 * answers without end, holds up nothing else.
 *
 * @import { Floor, Meeting } from "../base/types.js"
 * @import { Room } from "./house.js"
 *
 * @typedef {"asking"|"live"|"silent"|"foreign"|"unasked"} RoomLook
 * @typedef {object} RoomState what was understood of an answer
 * @property {string} run identity of the process that answered
 * @property {string} pages the edition of its pages
 * @property {Date} now
 * @property {Meeting} meeting
 * @property {Floor|null} floor
 */
import { askedAt } from "./house.js";

const STATE = "/api/v1/state?list=next";
const ASK_MS = 5000;
const SPREAD = 0.2; // not all pages at once
const ANSWER_MS = 4000;
/** No state is as large: whoever sends more is no controller. */
const MOST_BYTES = 256 * 1024;
const MOST_TEXT = 200;

export class RoomWatch {
  /**
   * @param {Room} room
   * @param {() => void} changed is called after each answer, and each that did not come
   */
  constructor(room, changed) {
    this.room = room;
    this.changed = changed;
    this.at = askedAt(room, location.protocol);
    /** @type {RoomLook} */
    this.look = this.at ? "asking" : "unasked";
    /** @type {RoomState|null} */
    this.state = null;
    this.life = new AbortController();
    this.pending = 0;
    /** @type {AbortController|null} */
    this.asking = null;
  }

  start() {
    if (!this.at) return;
    document.addEventListener("visibilitychange", () => this.turn(), { signal: this.life.signal });
    this.turn();
  }

  stop() {
    this.life.abort();
    this.rest();
  }

  /** A page that nobody sees asks nobody; it asks at once when it is seen again. */
  turn() {
    if (document.hidden) this.rest();
    else if (!this.asking) void this.ask();
  }

  rest() {
    clearTimeout(this.pending);
    this.asking?.abort();
    this.asking = null;
  }

  async ask() {
    clearTimeout(this.pending);
    const stop = new AbortController();
    this.asking = stop;
    const late = setTimeout(() => stop.abort(), ANSWER_MS);
    /** @type {RoomLook} */
    let look = "silent";
    /** @type {RoomState|null} */
    let state = null;
    try {
      // Nothing that tells who asks goes along, and nobody sends this page elsewhere.
      const answer = await fetch(this.at + STATE, {
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        signal: stop.signal,
      });
      // A room that is full or whose cache finds it gone says so, and is no stranger.
      if (answer.status < 500) look = "foreign";
      if (answer.ok) state = understood(JSON.parse(await textOf(answer)));
      if (state) look = "live";
    } catch {
      // Nobody answers, or too late, or nothing that can be read.
    }
    clearTimeout(late);
    if (this.asking !== stop) return; // the page was left, or hidden
    this.asking = null;
    this.look = look;
    this.state = state;
    this.pending = window.setTimeout(() => this.turn(), ASK_MS * (1 + SPREAD * (2 * Math.random() - 1)));
    this.changed();
  }
}

/**
 * The text of an answer, if it has an end.
 * @param {Response} answer
 */
async function textOf(answer) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) return new Blob(pieces).text();
    size += value.length;
    if (size > MOST_BYTES) {
      void reader?.cancel();
      throw new Error("an answer without end");
    }
    pieces.push(value);
  }
}

/**
 * What a page needs of a state, of what came as one: the room may have another edition,
 * and at its address may be something else.
 * @param {any} body
 * @returns {RoomState|null}
 */
export function understood(body) {
  const { run, now, meeting, floor, pages } = body ?? {};
  const at = new Date(now);
  if (typeof run !== "string" || Number.isNaN(at.getTime()) || !isMeeting(meeting) || !isFloor(floor)) return null;
  return {
    run,
    pages: typeof pages === "string" ? pages : "",
    now: at,
    meeting: {
      ...meeting,
      symbol: cut(meeting.symbol),
      title: cut(meeting.title),
      until: typeof meeting.until === "string" ? meeting.until : null,
      list_language: typeof meeting.list_language === "string" ? meeting.list_language : "",
    },
    floor: floor && {
      ...floor,
      delegation: cut(floor.delegation ?? ""),
      state: typeof floor.state === "string" ? floor.state : undefined,
      names: namesOf(floor.names),
    },
  };
}

/** @param {any} meeting */
function isMeeting(meeting) {
  return (
    typeof meeting?.symbol === "string" &&
    typeof meeting.title === "string" &&
    typeof meeting.suspended === "boolean" &&
    typeof meeting.closed === "boolean"
  );
}

/** @param {any} floor */
function isFloor(floor) {
  if (floor === null) return true;
  return typeof floor?.kind === "string" && ["string", "undefined"].includes(typeof floor.delegation);
}

/**
 * @param {any} names
 * @returns {Record<string, string>|undefined}
 */
function namesOf(names) {
  if (!names || typeof names !== "object") return undefined;
  const told = Object.entries(names).filter(([, name]) => typeof name === "string");
  return Object.fromEntries(told.map(([language, name]) => [language, cut(name)]));
}

/** @param {string} text */
function cut(text) {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
