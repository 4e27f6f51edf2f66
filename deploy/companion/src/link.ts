/** The line to a controller: one socket, which is made again whenever it is lost. */
import { get as getPlain } from "node:http";
import { get as getSecret } from "node:https";
import { randomUUID } from "node:crypto";
import WebSocket from "ws";
import { type Command, isWhole, merge, type State, type StateChange, type Tick } from "./debate.ts";

/** Where a controller is, and by which key. */
export interface Controller {
  host: string;
  port: number;
  tls: boolean;
  key: string;
  /** What its certificate comes from, PEM; without it what the system trusts. */
  authority?: string;
}

export type LinkState = "connecting" | "up" | "lost" | "refused";

export interface Listener {
  link(state: LinkState, why: string): void;
  /** What is known now; null where nothing is. */
  state(state: State | null): void;
  tick(tick: Tick): void;
}

/** A controller ticks each second: one that is silent for so long is not reached. */
const SILENCE_MS = 3500;
const AGAIN_MS = 1000;
const ANSWER_MS = 10_000;

/** What an act was refused for, in the controller's words. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Pending {
  done(receipt: Receipt): void;
  failed(why: Error): void;
  patience: NodeJS.Timeout;
}

export interface Receipt {
  rev: number;
  repeated: boolean;
  durable: boolean;
}

export class Link {
  private socket: WebSocket | null = null;
  private known: State | null = null;
  private silence: NodeJS.Timeout | undefined;
  private again: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly pending = new Map<string, Pending>();
  private readonly at: Controller;
  private readonly listener: Listener;

  constructor(at: Controller, listener: Listener) {
    this.at = at;
    this.listener = listener;
  }

  start(): void {
    this.call();
  }

  /** End it; nothing is told any more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.again);
    clearTimeout(this.silence);
    this.forget(new Error("the connection was closed"));
    this.socket?.terminate();
  }

  private call(): void {
    this.listener.link("connecting", "");
    const { host, port, tls, key, authority } = this.at;
    // By the header, so that it has an operator's place from the first byte on.
    const socket = new WebSocket(`${tls ? "wss" : "ws"}://${bracketed(host)}:${port}/ws`, "rostrum.v1", {
      headers: { Authorization: `Bearer ${key}` },
      handshakeTimeout: ANSWER_MS,
      ...(authority ? { ca: authority } : {}),
    });
    this.socket = socket;
    let why = "";
    let refused = false;
    socket.on("unexpected-response", (_, answer) => {
      refused = answer.statusCode === 401 || answer.statusCode === 403;
      why = refused
        ? "the key is not known to the controller, or may not be said here"
        : `the controller answers ${answer.statusCode}`;
      socket.terminate();
    });
    socket.on("error", (error) => {
      why ||= error.message;
    });
    socket.on("message", (text) => {
      this.listen();
      this.hear(JSON.parse(String(text)));
    });
    socket.on("ping", () => this.listen());
    socket.on("close", (code, reason) => {
      if (this.stopped || this.socket !== socket) return;
      clearTimeout(this.silence);
      this.known = null;
      this.forget(new Error("the controller was lost before it answered: look whether it happened"));
      // A key that was revoked will not be better in a second; it may be given again.
      this.listener.state(null);
      this.listener.link(refused ? "refused" : "lost", why || String(reason) || `closed with ${code}`);
      this.again = setTimeout(() => this.call(), refused ? 10 * AGAIN_MS : AGAIN_MS);
    });
    this.listen();
  }

  /** Nothing that is heard for a while is a line that is dead. */
  private listen(): void {
    clearTimeout(this.silence);
    const { socket } = this;
    const patience = socket?.readyState === WebSocket.OPEN ? SILENCE_MS : ANSWER_MS;
    this.silence = setTimeout(() => socket?.terminate(), patience);
  }

  private hear(
    message: { type: string; id?: string; error?: { code: string; message: string } } & Record<string, unknown>,
  ): void {
    switch (message.type) {
      case "state":
        this.take(message as unknown as State | StateChange);
        break;
      case "tick":
        if (this.known) this.listener.tick(message as unknown as Tick);
        break;
      case "receipt":
        this.answered(message.id, (one) => one.done(message as unknown as Receipt));
        break;
      case "refusal": {
        const { code = "", message: why = "" } = message.error ?? {};
        this.answered(message.id, (one) => one.failed(new Refused(code, why)));
        break;
      }
    }
  }

  private take(told: State | StateChange): void {
    const whole = isWhole(told);
    const next = whole ? told : this.known && merge(this.known, told);
    if (!next) {
      this.send({ type: "hello", key: this.at.key }); // all of it, anew
      return;
    }
    const first = this.known === null;
    this.known = next;
    this.listener.state(next);
    if (first) this.listener.link("up", "");
  }

  private answered(id: string | undefined, say: (one: Pending) => void): void {
    const one = id === undefined ? undefined : this.pending.get(id);
    if (!one || id === undefined) return;
    this.pending.delete(id);
    clearTimeout(one.patience);
    say(one);
  }

  private forget(why: Error): void {
    for (const id of [...this.pending.keys()]) this.answered(id, (one) => one.failed(why));
  }

  private send(message: object): void {
    this.socket?.send(JSON.stringify(message));
  }

  /**
   * Carry out an act. What was pressed while nobody hears it is not kept: it would happen
   * later, to somebody else.
   */
  act(command: Command): Promise<Receipt> {
    return new Promise((done, failed) => {
      if (!this.known || this.socket?.readyState !== WebSocket.OPEN) {
        failed(new Error("the controller is not reached: nothing happened"));
        return;
      }
      const id = `companion ${randomUUID()}`;
      const patience = setTimeout(
        () =>
          this.answered(id, (one) => one.failed(new Error("the controller did not answer: look whether it happened"))),
        ANSWER_MS,
      );
      this.pending.set(id, { done, failed, patience });
      this.send({ type: "do", id, ...command });
    });
  }

  /** Ask for something that is not told by itself. */
  ask(path: string): Promise<unknown> {
    const { host, port, tls, key, authority } = this.at;
    const get = tls ? getSecret : getPlain;
    return new Promise((done, failed) => {
      const request = get(
        {
          host,
          port,
          path,
          headers: { Authorization: `Bearer ${key}` },
          timeout: ANSWER_MS,
          ...(authority ? { ca: authority } : {}),
        },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8");
          answer.on("data", (more) => {
            text += more;
          });
          answer.on("end", () => {
            if (answer.statusCode !== 200) failed(new Error(`${path} is answered with ${answer.statusCode}`));
            else
              try {
                done(JSON.parse(text));
              } catch (error) {
                failed(error);
              }
          });
          answer.on("error", failed);
        },
      );
      request.on("timeout", () => request.destroy(new Error("no answer")));
      request.on("error", failed);
    });
  }
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
