/** Plant cookies under the names of the session's, as any page of the host in clear can. */
export function plantCookies() {
  for (const name of ["rostrum_session", "__Host-rostrum_session"]) {
    for (const path of ["/", "/chair", "/api", "/api/v1/commands", "/ws"]) {
      // biome-ignore lint/suspicious/noDocumentCookie: it is what an old page in clear would do.
      document.cookie = `${name}=${"A".repeat(43)}; path=${path}; max-age=3600`;
    }
  }
  return document.cookie;
}
