/**
 * The page in place of one that cannot be shown is written by the controller, in the
 * language that the browser wishes. Which one was chosen on this device only the
 * device knows: the page is asked for in that one.
 */
import { chosenLanguage, languageAddress } from "../base/i18n.js";

const chosen = chosenLanguage();
if (chosen && chosen !== document.documentElement.dataset.language) location.replace(languageAddress(chosen));
