/**
 * The golden files that the Go tests write and check: what both sides must find.
 */
import { readFileSync } from "node:fs";

/** @param {string} name of a file in display/wire/testdata */
export function fixture(name) {
  return JSON.parse(readFileSync(new URL(`../../display/wire/testdata/${name}.json`, import.meta.url), "utf8"));
}
