/**
 * What States are called in the language of the page, where the list does not say
 * it. The table is asked for when the first name is missing, and not before: most
 * lists are in the language of their room.
 */
import { language } from "./i18n.js";

const AGAIN_MS = 5000;

/**
 * By language; nothing in it while it is on its way.
 * @type {Map<string, Record<string, string>>}
 */
const tables = new Map();

/** Tells when names have come. */
export const states = new EventTarget();

/**
 * The name of a State; empty where it is not known, or not yet.
 * @param {string} code
 */
export function stateName(code) {
  const own = language();
  const table = tables.get(own);
  if (!table) {
    tables.set(own, {});
    load(own);
  }
  return table?.[code] ?? "";
}

/** @param {string} own */
async function load(own) {
  try {
    const answer = await fetch(`/api/v1/states?language=${own}`);
    if (!answer.ok) throw new Error(`names of States: ${answer.status}`);
    tables.set(own, (await answer.json()).names);
    states.dispatchEvent(new Event("names"));
  } catch {
    setTimeout(() => tables.delete(own), AGAIN_MS); // whoever asks then asks again
  }
}
