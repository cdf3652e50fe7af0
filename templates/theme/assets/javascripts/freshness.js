// A page must not call itself fresh for ever: count each age again when it is viewed.
(function () {
  "use strict";
  var DAY = 86400000;

  function isOpen(day, calendar, closed) {
    if (calendar === "daily" || calendar === "steps") return true;
    var weekday = day.getUTCDay();
    var iso = day.toISOString().slice(0, 10);
    return weekday !== 0 && weekday !== 6 && (closed[calendar] || []).indexOf(iso) < 0;
  }

  function age(since, calendar, closed, now) {
    var count = 0;
    for (var day = Date.parse(since) + DAY; day <= now; day += DAY) {
      if (isOpen(new Date(day), calendar, closed)) count += 1;
    }
    return count;
  }

  function refresh() {
    var notice = document.querySelector(".stale");
    if (!notice) return;
    var closed = JSON.parse(notice.dataset.closed || "{}");
    var fresh = Number(notice.dataset.fresh);
    var late = Number(notice.dataset.late);
    var language = document.documentElement.lang || "en";
    var rules = new Intl.PluralRules(language);
    var numbers = new Intl.NumberFormat(language);
    document.querySelectorAll(".age").forEach(function (element) {
      var counted = age(element.dataset.since, element.dataset.calendar, closed, Date.now());
      var forms = JSON.parse(element.dataset.forms);
      var form = forms[rules.select(counted)] || forms.other;
      element.textContent = form.replace("#", numbers.format(counted));
      if (counted > late) notice.hidden = false;
    });
    document.querySelectorAll("[data-status-since]").forEach(function (chip) {
      var counted = age(chip.dataset.statusSince, chip.dataset.calendar, closed, Date.now());
      var status = counted <= fresh ? "fresh" : counted <= late ? "late" : "stale";
      chip.textContent = JSON.parse(chip.dataset.labels)[status];
      chip.className = "chip chip--" + status;
    });
    document.querySelectorAll("[data-mark-since]").forEach(function (mark) {
      var counted = age(mark.dataset.markSince, mark.dataset.calendar, closed, Date.now());
      mark.hidden = counted <= late;
    });
  }

  if (window.document$) window.document$.subscribe(refresh);
  else document.addEventListener("DOMContentLoaded", refresh);
})();
