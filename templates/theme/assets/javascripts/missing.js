// The page for what is missing is served at any depth, and a site that was not told its address does
// not know the folder in which it lies. So the page asks for this script at several depths: where it
// is found the site begins, and addresses that were written for a site at the root are mended.
(function () {
  "use strict";
  var base = new URL("../../", document.currentScript.src).pathname;
  if (base === "/" || window.siteBegins) return;
  window.siteBegins = base;

  function mend() {
    document.querySelectorAll("[href^='/'], [src^='/']").forEach(function (element) {
      var name = element.hasAttribute("src") ? "src" : "href";
      var address = element.getAttribute(name);
      if (address.startsWith(base)) return;
      var mended = base + address.slice(1);
      if (element.tagName !== "SCRIPT") return element.setAttribute(name, mended);
      var script = document.createElement("script"); // one that failed is not tried again
      script.async = false; // in their order
      script.src = mended;
      element.replaceWith(script);
    });
  }

  mend(); // the styles
  document.addEventListener("DOMContentLoaded", function () {
    var element = document.getElementById("__config");
    var config = JSON.parse(element.textContent);
    config.base = base;
    config.search = base + config.search.slice(1);
    element.textContent = JSON.stringify(config);
    mend();
  });
})();
