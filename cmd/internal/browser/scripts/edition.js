/** The edition of the pages that this one refers to. */
export function edition() {
  return /\/assets\/([0-9a-f]+)\//.exec(document.documentElement.outerHTML)?.[1] ?? "";
}
