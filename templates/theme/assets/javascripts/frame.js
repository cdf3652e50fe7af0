// The strip of pages begins where the current one is seen.
(function () {
  "use strict";

  function centre() {
    var strip = document.querySelector(".masthead__pages");
    var current = strip && strip.querySelector("[aria-current]");
    if (!current) return;
    var whole = strip.getBoundingClientRect();
    var part = current.getBoundingClientRect();
    // In either direction of writing: by as much as the two middles are apart.
    strip.scrollLeft += part.left + part.width / 2 - (whole.left + whole.width / 2);
  }

  centre();
  addEventListener("resize", centre);
})();
