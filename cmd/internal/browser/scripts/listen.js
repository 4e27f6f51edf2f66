/** Keep the faults of a page, where the driver has no log of them. */
export function listen() {
  const own = /** @type {{faults?: string[]}} */ (window);
  if (own.faults) return;
  /** @type {string[]} */
  const faults = [];
  own.faults = faults;
  const keep = (/** @type {unknown[]} */ ...what) => faults.push(what.map(String).join(" "));
  addEventListener("error", (e) => keep(e.message, e.filename, e.lineno));
  addEventListener("unhandledrejection", (e) => keep("unhandled", e.reason));
  new ReportingObserver((reports) => reports.forEach((r) => void keep("policy", JSON.stringify(r.body))), {
    types: ["csp-violation"],
    buffered: true,
  }).observe();
  const error = console.error;
  console.error = (...what) => {
    keep(...what);
    error.apply(console, what);
  };
}
