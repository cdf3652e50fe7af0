// A page must not call itself fresh for ever: count each age again when it is viewed.
(function () {
  "use strict";
  var DAY = 86400000;

  // Open from Monday to Friday, but for the days that are listed: they are the other way round.
  function isOpen(day, calendar, irregular) {
    if (calendar === "daily" || calendar === "steps") return true;
    var weekday = day.getUTCDay();
    var iso = day.toISOString().slice(0, 10);
    var isListed = (irregular[calendar] || []).indexOf(iso) >= 0;
    return (weekday !== 0 && weekday !== 6) !== isListed;
  }

  function age(since, calendar, irregular, now) {
    var count = 0;
    for (var day = Date.parse(since) + DAY; day <= now; day += DAY) {
      if (isOpen(new Date(day), calendar, irregular)) count += 1;
    }
    return count;
  }

  function refresh() {
    var notice = document.querySelector(".stale");
    if (!notice) return;
    var irregular = JSON.parse(notice.dataset.closed || "{}");
    var fresh = Number(notice.dataset.fresh);
    var late = Number(notice.dataset.late);
    var language = document.documentElement.lang || "en";
    var rules = new Intl.PluralRules(language);
    var numbers = new Intl.NumberFormat(language);
    document.querySelectorAll(".age").forEach(function (element) {
      var counted = age(element.dataset.since, element.dataset.calendar, irregular, Date.now());
      var forms = JSON.parse(element.dataset.forms);
      var form = forms[rules.select(counted)] || forms.other;
      element.textContent = form.replace("#", numbers.format(counted));
      if (counted > late && notice.contains(element)) notice.hidden = false;
    });
    document.querySelectorAll("[data-status-since]").forEach(function (chip) {
      var counted = age(chip.dataset.statusSince, chip.dataset.calendar, irregular, Date.now());
      var status = counted <= fresh ? "fresh" : counted <= late ? "late" : "stale";
      chip.textContent = JSON.parse(chip.dataset.labels)[status];
      chip.className = "chip chip--" + status;
    });
    document.querySelectorAll("[data-mark-since]").forEach(function (mark) {
      var counted = age(mark.dataset.markSince, mark.dataset.calendar, irregular, Date.now());
      mark.hidden = counted <= late;
    });
  }

  refresh(); // the notice above, before anything below it is shown
  document.addEventListener("DOMContentLoaded", refresh);
})();
