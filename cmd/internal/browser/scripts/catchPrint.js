/** From now on what would be printed is only marked: a browser without a screen has no printer. */
export function catchPrint() {
  window.print = () => {
    document.documentElement.dataset.printed = "";
  };
}
