/**
 * Take from a browser what one of 2012 did not have, as far as a page can be without it and
 * the test's own hand is not: modules, the websocket, fetch, and more.
 */
export function tenYearsAgo() {
  Reflect.deleteProperty(HTMLScriptElement.prototype, "noModule");
  const newer = ["fetch", "WebSocket", "URLSearchParams", "AbortController", "customElements", "CSS", "Intl"];
  for (const name of [...newer, "ResizeObserver", "IntersectionObserver", "queueMicrotask", "structuredClone"]) {
    Reflect.deleteProperty(window, name);
  }
  for (const name of ["append", "replaceChildren", "closest", "matches", "remove"]) {
    Reflect.deleteProperty(Element.prototype, name);
  }
}
