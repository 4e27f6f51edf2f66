/**
 * <banner-stack>: what the President must know besides the clock: whether the
 * record is being saved, notices of the controller.
 *
 * @import { Store } from "../link/store.js"
 *
 * @typedef {object} Banner
 * @property {string} key
 * @property {string} look
 * @property {string} text
 * @property {boolean} [dismissible]
 * @property {boolean} [foreign] as the controller put it, in English
 * @property {boolean} [goOn] offers to go on unrecorded
 */
import { hasText, t } from "../base/i18n.js";
import { actButton } from "../kit/act-button.js";
import { h, keepFocus, setText } from "../kit/dom.js";
import { icon } from "../kit/icons.js";

export class BannerStack extends HTMLElement {
  constructor() {
    super();
    /** @type {Map<string, HTMLElement>} */
    this.shown = new Map();
    /** @type {Set<string>} */
    this.dismissed = new Set();
  }

  connectedCallback() {
    this.setAttribute("aria-live", "polite");
  }

  /**
   * @param {() => void} goOn asks whether to go on unrecorded
   * @param {Element} heir has the focus when the last banner with a button is gone
   */
  connect(goOn, heir) {
    this.goOn = goOn;
    this.heir = heir;
  }

  /** @param {Store} store */
  render(store) {
    const { shown, dismissed } = this;
    const wanted = banners(store).filter((b) => !dismissed.has(b.key));
    const keys = new Set(wanted.map((b) => b.key));
    for (const key of shown.keys()) if (!keys.has(key)) this.putAway(key);
    for (const banner of wanted) {
      let el = shown.get(banner.key);
      if (!el) {
        el = this.build(banner);
        shown.set(banner.key, el);
      }
      setText(/** @type {Element} */ (el.querySelector("p")), banner.text);
      if (!el.isConnected) this.append(el);
    }
  }

  /** @param {string} key */
  putAway(key) {
    const el = this.shown.get(key);
    this.shown.delete(key);
    if (!el) return;
    keepFocus(
      el,
      () => el.remove(),
      () => this.querySelector("button") ?? this.heir,
    );
  }

  /** @param {Banner} banner */
  build(banner) {
    const el = h(
      "div",
      { class: "banner", "data-banner": banner.key, "data-look": banner.look },
      icon(banner.look === "grave" ? "warning" : "info"),
      h("p", { lang: banner.foreign ? "en" : null, dir: banner.foreign ? "ltr" : null }),
    );
    if (banner.goOn) el.append(actButton("go-unrecorded", "", t("do.go-unrecorded"), () => this.goOn?.()));
    if (banner.dismissible) {
      const close = actButton(
        "",
        "withdrawn",
        t("do.dismiss"),
        () => {
          this.dismissed.add(banner.key);
          this.putAway(banner.key);
        },
        "quiet bare",
      );
      el.append(close);
    }
    return el;
  }
}

/**
 * @param {Store} store
 * @returns {Banner[]}
 */
function banners(store) {
  const state = store.state;
  if (!state) return [];
  /** @type {Banner[]} */
  const all = [];
  const saving = state.saving?.state ?? "ok";
  if (state.saving?.going_on) {
    all.push({
      key: "unrecorded",
      look: "standing",
      text: t("unrecorded.count", { count: state.saving.unrecorded ?? 0 }),
    });
  } else if (saving !== "ok") {
    const seconds = Math.round((state.saving?.waiting_ms ?? 0) / 1000);
    all.push({ key: `saving-${saving}`, look: "grave", text: t(`saving.${saving}`, { seconds }), goOn: true });
  }
  for (const notice of state.notices ?? []) {
    const known = hasText(`notice.${notice.code}`);
    all.push({
      key: `${notice.code}:${notice.message}`,
      look: "notice",
      text: known ? t(`notice.${notice.code}`, { about: notice.about ?? "" }) : notice.message,
      dismissible: true,
      foreign: !known,
    });
  }
  return all;
}
