// What of the charts that a page shows cannot be read, a sentence a fault.
([smallest, largest]) => {
  const found = [];
  const rounded = number => Math.round(10 * number) / 10;
  const same = text => text.getAttribute("transform") + text.textContent;
  const meet = (a, b) => Math.min(a.right, b.right) > Math.max(a.left, b.left)
    && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top);
  // A line of type is higher than its letters.
  const letters = (text, gap = 0) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const empty = 0.18 * (bottom - top);
    return { left: left - gap, right: right + gap, top: top + empty, bottom: bottom - empty };
  };
  const stroke = line => {
    const { left, right, top, bottom } = line.getBoundingClientRect();
    return { left: left - 0.5, right: right + 0.5, top: top - 0.5, bottom: bottom + 0.5 };
  };
  for (const picture of document.querySelectorAll(".figure__picture")) {
    const name = picture.closest("figure").id;
    const shown = [...picture.querySelectorAll("svg.chart")].filter(svg => svg.clientWidth);
    if (shown.length !== 1) found.push(`${name}: ${shown.length} pictures are shown`);
    for (const chart of shown) {
      const frame = chart.getBoundingClientRect();
      const scale = frame.width / chart.viewBox.baseVal.width;
      const all = [...chart.querySelectorAll("text")];
      const halos = new Set(all.filter(text => text.hasAttribute("stroke")).map(same));
      const texts = all.filter(text => !text.hasAttribute("stroke"));
      const dashed = [...chart.querySelectorAll("[stroke-dasharray]")].map(stroke);
      texts.forEach((text, place) => {
        const said = `${name}: “${text.textContent}”`, box = letters(text);
        const size = scale * parseFloat(getComputedStyle(text).fontSize);
        const outside = Math.max(frame.left - box.left, box.right - frame.right,
          frame.top - box.top, box.bottom - frame.bottom);
        if (size < smallest || size > largest) found.push(`${said} is ${rounded(size)} px high`);
        if (outside > 0.5) found.push(`${said} lies ${rounded(outside)} px outside`);
        for (const other of texts.slice(place + 1))
          if (meet(letters(text, 1.5), letters(other, 1.5)))
            found.push(`${said} touches “${other.textContent}”`);
        if (!halos.has(same(text)) && dashed.some(line => meet(box, line)))
          found.push(`${said} lies under a dashed line`);
      });
    }
  }
  return found;
}
