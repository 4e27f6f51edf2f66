/** Move a hand over the page: what comes and goes with it is there. */
export function handThere() {
  document.dispatchEvent(new Event("pointermove"));
}
