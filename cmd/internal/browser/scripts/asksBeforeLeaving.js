/** Whether somebody who leaves the page is asked first. */
export function asksBeforeLeaving() {
  const leaving = new Event("beforeunload", { cancelable: true });
  dispatchEvent(leaving);
  return leaving.defaultPrevented;
}
