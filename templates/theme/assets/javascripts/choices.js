// Radio buttons that choose what is shown: the address says what they say, and the other way round.
(function () {
  "use strict";

  function connect(group) {
    var buttons = Array.from(group.querySelectorAll("input[type=radio]"));

    function follow() {
      var named = location.hash.slice(1);
      var target = document.getElementById(named);
      var button = buttons.find(function (one) { return one.value === named; });
      // What is linked to must be seen; any other address leaves a choice as it is.
      var isChosen = buttons.some(function (one) { return one.checked; });
      if (!button && (!isChosen || (target && !target.checkVisibility()))) button = buttons[0];
      if (!button || button.checked) return;
      button.checked = true;
      if (target) target.scrollIntoView();
    }

    group.addEventListener("change", function (event) {
      var plain = location.pathname + location.search;
      var first = event.target === buttons[0];
      history.replaceState(history.state, "", first ? plain : plain + "#" + event.target.value);
    });
    addEventListener("hashchange", follow);
    follow();
  }

  document.querySelectorAll("[data-choices]").forEach(connect);
})();
