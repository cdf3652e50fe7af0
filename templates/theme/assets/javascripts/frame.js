// The frame of every page: where the strip of pages begins, and what opens from the keyboard.
(function () {
  "use strict";

  // The strip begins where the current page is seen.
  function centre() {
    var strip = document.querySelector(".masthead__pages");
    var current = strip && strip.querySelector("[aria-current]");
    if (!current) return;
    var whole = strip.getBoundingClientRect();
    var part = current.getBoundingClientRect();
    // In either direction of writing: by as much as the two middles are apart.
    strip.scrollLeft += part.left + part.width / 2 - (whole.left + whole.width / 2);
  }

  // The drawer and the search open by a checkbox that nobody sees.
  function makeButton(span) {
    var box = document.getElementById(span.dataset.opens);
    span.tabIndex = 0;
    span.setAttribute("role", "button");
    span.setAttribute("aria-expanded", box.checked);
    span.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      box.click();
    });
    box.addEventListener("change", function () {
      span.setAttribute("aria-expanded", box.checked);
    });
  }

  // Whoever opens the drawer is in it; whoever leaves it closes it.
  function mindDrawer(box, drawer, button) {
    box.addEventListener("change", function () {
      if (box.checked) drawer.querySelector("a[href]").focus();
      else if (drawer.contains(document.activeElement)) button.focus();
    });
    drawer.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.checked) box.click();
    });
    drawer.addEventListener("focusout", function (event) {
      var next = event.relatedTarget;
      if (box.checked && next && next !== button && !drawer.contains(next)) box.click();
    });
  }

  centre();
  addEventListener("resize", centre);
  document.querySelectorAll("[data-opens]").forEach(makeButton);
  var drawer = document.querySelector(".md-sidebar--primary");
  var button = document.querySelector("[data-opens='__drawer']");
  if (drawer) mindDrawer(document.getElementById("__drawer"), drawer, button);
})();
