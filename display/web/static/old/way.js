/*
 * Brings a browser that cannot run the gallery's modules, or draw its sheets, to the
 * gallery for old browsers. It is ECMAScript 5: it runs where the modules do not.
 */
(function () {
  "use strict";

  var TRIED = "rostrum.modules-tried";
  var AGAIN_MS = 2000;
  var root = document.documentElement;
  var leaving = false;

  /** How far the modules are: nothing, "begun", "drawn" (kit/page.js). */
  function runs() {
    return root.getAttribute("data-runs");
  }

  /* Newer than modules themselves, and without them nothing stands where it belongs. */
  function draws() {
    var css = window.CSS;
    return Boolean(css && css.supports && css.supports("width", "1cqi") && css.supports("height", "1dvh"));
  }

  /** @param {boolean} [again] to this same page */
  function leave(again) {
    if (leaving) return;
    leaving = true;
    look(again ? location.href : "/gallery/old" + location.search);
  }

  /**
   * Go where somebody answers: in place of a controller that is just being started a
   * browser would show its own page of errors, for good.
   * @param {string} address
   */
  function look(address) {
    var request = new XMLHttpRequest();
    request.onreadystatechange = function () {
      if (request.readyState !== 4) return;
      if (request.status === 200) location.replace(address);
      else
        setTimeout(function () {
          look(address);
        }, AGAIN_MS);
    };
    request.open("GET", address);
    request.send();
  }

  /* The first time it was the network, the second time it is the browser. */
  function firstTime() {
    try {
      if (sessionStorage.getItem(TRIED)) return false;
      sessionStorage.setItem(TRIED, "1");
      return true;
    } catch (_) {
      return false;
    }
  }

  function forget() {
    try {
      sessionStorage.removeItem(TRIED);
    } catch (_) {
      // Then nothing was kept.
    }
  }

  if (!("noModule" in document.createElement("script")) || !draws()) {
    leave();
    return;
  }
  function failed(/** @type {Event} */ event) {
    if (event.target instanceof HTMLScriptElement) leave(firstTime());
    else if (event.target === window && runs() !== "drawn") leave();
  }

  window.addEventListener("error", failed, true);
  window.addEventListener("unhandledrejection", function () {
    if (runs() !== "drawn") leave();
  });
  // Modules have run before this, or never will.
  window.addEventListener("load", function () {
    if (runs()) forget();
    else leave();
  });
})();
