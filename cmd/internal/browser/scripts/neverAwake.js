/**
 * Give the page a browser that keeps no screen on, as each is over a plain connection.
 */
export function neverAwake() {
  Reflect.deleteProperty(Navigator.prototype, "wakeLock");
}
