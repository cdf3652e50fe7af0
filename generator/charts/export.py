"""Export one drawing: two inlined pictures, SVG, PNG, Vega-Lite specification and CSV."""

from __future__ import annotations

import json
from typing import Any

from altair.utils.schemapi import debug_mode

from generator.charts.drawing import Drawing
from generator.charts.pictures import Pictures
from generator.charts.plot import Panels, Plot
from generator.charts.svg import Caption, download_svg, inline_svg
from generator.charts.theme import Canvas, Palette, Width, vega_config
from generator.language import Language
from generator.models.publication import Figure, Imprint
from generator.models.report import Report
from generator.wording import publishers


def render(
    drawing: Drawing,
    report: Report,
    language: Language,
    palette: Palette,
    imprint: Imprint,
    pictures: Pictures,
) -> Figure:
    """Draw for both widths and collect what the page and the downloads need."""
    published = publishers(report, drawing.instruments, imprint.sources)
    named = ", ".join(part for part in (published, drawing.source) if part)
    wide_spec = specification(drawing, Canvas("wide", palette))
    wide = pictures.svg(wide_spec)
    phone = pictures.svg(specification(drawing, Canvas("phone", palette)))
    caption = Caption(
        drawing.title,
        drawing.subtitle,
        language.gettext("Source: %(sources)s. Data to %(date)s. %(site)s, not financial advice.")
        % {"sources": named, "date": language.date(report.data_date), "site": imprint.site_name},
    )
    download = download_svg(wide, caption=caption, palette=palette)

    def inline(svg: str, width: Width) -> str:
        name = f"{drawing.id}-{width}"
        return inline_svg(
            svg, name=name, title=drawing.title, description=drawing.alt, palette=palette
        )

    return Figure(
        id=drawing.id,
        title=drawing.title,
        subtitle=drawing.subtitle,
        how_to_read=drawing.how_to_read,
        alt=drawing.alt,
        sources=named,
        data_date=report.data_date,
        table=drawing.table,
        svg_wide=inline(wide, "wide"),
        svg_phone=inline(phone, "phone"),
        files={
            f"{drawing.id}.svg": download.encode(),
            f"{drawing.id}.png": pictures.png(download),
            f"{drawing.id}.json": json.dumps(wide_spec, ensure_ascii=False, indent=1).encode(),
            f"{drawing.id}.csv": csv_of(drawing),
        },
    )


def csv_of(drawing: Drawing) -> bytes:
    """Everything that is drawn, in the digits that can be seen."""
    text: str = drawing.data.to_csv(
        index=False, date_format="%Y-%m-%d", lineterminator="\n", float_format="%.6g"
    )
    return text.encode()


def specification(drawing: Drawing, canvas: Canvas) -> dict[str, Any]:
    """The complete Vega-Lite specification, data included."""
    chart = drawing.chart(canvas)
    if isinstance(chart, (Plot, Panels)):
        return chart.specification()
    # Checking every object against Vega-Lite's schema costs more than drawing; a test does it.
    with debug_mode(False):
        specification: dict[str, Any] = chart.to_dict(validate=False)
    specification["config"] = vega_config(canvas)
    return specification
