/** What a language is called that a list states: by its code, or as somebody wrote it. */
import { languageTag } from "../base/i18n.js";

const CODE = /^[a-z]{2,3}(?:-[a-z0-9]+)*$/i;

/**
 * In the language of the page.
 * @param {string|undefined} stated
 */
export function languageName(stated) {
  const written = stated?.trim() ?? "";
  if (!CODE.test(written)) return written;
  try {
    return new Intl.DisplayNames(languageTag(), { type: "language" }).of(written.toLowerCase()) ?? written;
  } catch {
    return written;
  }
}
