/**
 * Wait until the page has its fonts and has drawn what a change of its size asks for: what
 * was never on the screen has no place there.
 */
export async function settled() {
  await document.fonts.ready;
  for (let frames = 0; frames < 3; frames++) await new Promise((drawn) => requestAnimationFrame(drawn));
}
