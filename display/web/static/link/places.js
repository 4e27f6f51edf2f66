/**
 * Where there was no place for a socket, it is looked for one from time to time, beside
 * whatever the page does meanwhile.
 *
 * @import { Message } from "../base/types.js"
 */
import { Link } from "./link.js";

const EVERY_MS = 60000;
const TRY_MS = 5000;

/**
 * @param {string} path of the socket
 * @param {(link: Link, heard: Message[]) => void} found a socket with a place, and what it brought so far
 */
export function seekPlace(path, found) {
  setTimeout(() => attempt(path, found), EVERY_MS * (1 + Math.random()));
}

/**
 * @param {string} path
 * @param {(link: Link, heard: Message[]) => void} found
 */
function attempt(path, found) {
  const link = new Link(path);
  /** @type {Message[]} */
  const heard = [];
  const end = new AbortController();
  const { signal } = end;
  const giveUp = () => {
    end.abort();
    clearTimeout(late);
    link.end();
    seekPlace(path, found);
  };
  const late = setTimeout(giveUp, TRY_MS);
  link.addEventListener("message", (e) => heard.push(/** @type {CustomEvent<Message>} */ (e).detail), { signal });
  link.addEventListener(
    "status",
    () => {
      if (link.status !== "live") return giveUp();
      end.abort();
      clearTimeout(late);
      found(link, heard);
    },
    { signal },
  );
  link.start();
}
