/**
 * The keys that work on the console and are not on the sheet of the keys.
 * @returns {Promise<string[]>}
 */
export async function keysWithoutHelp() {
  const page = [...document.scripts].find((script) => script.src)?.src ?? "";
  const { SHORTCUTS } = await import(page.replace("chair.js", "device/shortcuts.js"));
  return SHORTCUTS.map((/** @type {{key: string}} */ one) => one.key).filter((/** @type {string} */ key) => {
    const said = /** @type {HTMLElement|null} */ (document.querySelector(`#help [data-key="${CSS.escape(key)}"] dd`));
    return (said?.innerText.length ?? 0) <= 2;
  });
}
