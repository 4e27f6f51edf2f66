/**
 * How high letters stand in what is seen of an element: of Latin, Cyrillic and Greek a
 * capital, of Arabic an alef, of Chinese a whole character, of a time a figure.
 * @param {string} selector
 * @returns {{text: string, height: number}[]} in pixels
 */
export function letters(selector) {
  const canvas = document.createElement("canvas").getContext("2d");
  if (!canvas) throw new Error("nothing can be measured here");
  return [...document.querySelectorAll(selector)]
    .filter((e) => e.getClientRects().length > 0 && e.textContent?.trim())
    .map((e) => {
      const text = e.textContent?.trim() ?? "";
      const style = getComputedStyle(e);
      canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const { actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = canvas.measureText(sample(text));
      return { text, height: above + below };
    });
}

/** @param {string} text */
function sample(text) {
  if (/\p{Script=Han}/u.test(text)) return "国";
  if (/\p{Script=Arabic}/u.test(text)) return "ا";
  if (/\p{Script=Cyrillic}/u.test(text)) return "Н";
  return /\p{L}/u.test(text) ? "H" : "0";
}
