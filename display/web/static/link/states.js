/**
 * What States are called, and what people write instead, for whoever looks for one.
 *
 * @import { NamesOfStates } from "../base/types.js"
 */

/** @type {Map<string, Promise<NamesOfStates|null>>} */
const asked = new Map();

/**
 * The names in a language; null where nothing came, and then the next time asks again.
 * @param {string} language
 */
export function getStates(language) {
  let table = asked.get(language);
  if (!table) {
    table = ask(language);
    asked.set(language, table);
  }
  return table;
}

/**
 * @param {string} language
 * @returns {Promise<NamesOfStates|null>}
 */
async function ask(language) {
  try {
    const answer = await fetch(`/api/v1/states?language=${language}&habits=true`);
    if (answer.ok) return await answer.json();
  } catch {
    // the link's badge says that the controller is not there
  }
  asked.delete(language);
  return null;
}
