/** What a person fills in. */
import type { SomeCompanionConfigField } from "@companion-module/base";
import type { Controller } from "./link.ts";

export type Settings = { host: string; port: number; tls: boolean };
export type Secrets = { key: string };

export function fields(): SomeCompanionConfigField[] {
  return [
    {
      type: "static-text",
      id: "about",
      label: "A key",
      width: 12,
      value:
        'On the controller: rostrum key new --role secretary --name "companion" --file companion.key. ' +
        "Put all that the file holds into Key: the certificate below the key is the one by which the controller is known.",
    },
    {
      type: "textinput",
      id: "host",
      label: "Controller",
      width: 8,
      default: "127.0.0.1",
      regex: "/^[A-Za-z0-9.:_-]+$/",
    },
    { type: "number", id: "port", label: "Port", width: 4, default: 8443, min: 1, max: 65535, asInteger: true },
    {
      type: "checkbox",
      id: "tls",
      label: "TLS",
      width: 12,
      default: true,
      description: "Always, but where Companion and the controller are one machine.",
    },
    { type: "secret-text", id: "key", label: "Key", width: 12 },
  ];
}

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

/**
 * The controller that was filled in, or why it cannot be. A field of one line may have
 * taken the certificate's line ends away.
 */
export function controllerOf(settings: Partial<Settings>, secrets: Partial<Secrets> | undefined): Controller | string {
  const { host = "", port = 0, tls = true } = settings;
  const [first = "", ...rest] = (secrets?.key ?? "").split(BEGIN);
  const key = first.trim();
  if (host.trim() === "" || port < 1) return "the controller's address is missing";
  if (key === "") return "the key is missing";
  if (/[^!-~]/.test(key)) return "the key is not one word: put in all that its file holds, and nothing else";
  if (!tls && !isLoopback(host)) return "without TLS a key is sent to this machine only";
  const at: Controller = { host: host.trim(), port, tls, key };
  const authority = rest.map((part) => part.split(END)[0]?.replace(/\s+/g, "") ?? "").map(pem);
  return authority.length > 0 ? { ...at, authority: authority.join("") } : at;
}

function pem(base64: string): string {
  return `${BEGIN}\n${(base64.match(/.{1,64}/g) ?? []).join("\n")}\n${END}\n`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
