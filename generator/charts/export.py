"""Export one drawing: two inlined pictures, SVG, PNG, Vega-Lite specification and CSV."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from generator.charts.drawing import Drawing
from generator.charts.pictures import Pictures
from generator.charts.svg import Caption, download_svg, inline_svg
from generator.charts.theme import Canvas, Palette, Width
from generator.language import Language
from generator.models.publication import Figure, Imprint
from generator.models.report import Report
from generator.texts import cell
from generator.wording import publishers

KINDS = ("svg", "png", "json", "csv")
"""What can be downloaded of a figure."""


@dataclass(frozen=True, eq=False)
class Order:
    """A drawing, and its pictures that are being drawn for both widths."""

    drawing: Drawing
    specification: dict[str, Any]
    wide: Future[bytes]
    phone: Future[bytes]


class Downloads(Mapping[str, bytes]):
    """Files by name, each made when it is first asked for."""

    def __init__(self, makers: dict[str, Callable[[], bytes]]) -> None:
        self._makers = makers

    def __getitem__(self, name: str) -> bytes:
        return self._makers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def order(drawing: Drawing, palette: Palette, pictures: Pictures) -> Order:
    """Specify a drawing for both widths, and have it drawn."""
    wide = drawing.chart(Canvas("wide", palette)).specification()
    phone = drawing.chart(Canvas("phone", palette)).specification()
    return Order(drawing, wide, pictures.svg(wide), pictures.svg(phone))


def render(
    ordered: Order,
    report: Report,
    language: Language,
    palette: Palette,
    imprint: Imprint,
    pictures: Pictures,
    kinds: Collection[str] = KINDS,
) -> Figure:
    """Wait for the pictures, and collect what the page and the downloads of some kinds need."""
    drawing = ordered.drawing
    published = publishers(report, drawing.instruments, imprint.sources)
    named = ", ".join(part for part in (published, drawing.source) if part)
    wide = ordered.wide.result().decode()
    caption = Caption(
        drawing.title,
        drawing.subtitle,
        language.gettext("Source: %(sources)s. Data to %(date)s. %(site)s, not financial advice.")
        % {"sources": named, "date": language.date(report.data_date), "site": imprint.site_name},
    )
    download = download_svg(wide, caption=caption, palette=palette)
    makers: dict[str, Callable[[], bytes]] = {
        "svg": download.encode,
        "json": lambda: _json(ordered.specification),
        "csv": lambda: csv_of(drawing),
    }
    if "png" in kinds:
        makers["png"] = pictures.png(download).result

    def inline(svg: str, width: Width) -> str:
        return inline_svg(
            svg,
            name=f"{drawing.id}-{width}",
            title=drawing.title,
            description=drawing.alt,
            palette=palette,
            width=Canvas(width, palette).pixels,
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
        svg_phone=inline(ordered.phone.result().decode(), "phone"),
        files=Downloads({f"{drawing.id}.{kind}": makers[kind] for kind in kinds}),
    )


def _json(specification: dict[str, Any]) -> bytes:
    return json.dumps(specification, ensure_ascii=False, indent=1).encode()


def csv_of(drawing: Drawing) -> bytes:
    """Everything that is drawn, in the digits that can be seen; texts start no formula."""
    data = drawing.data
    texts = {str(n): data[n].map(_cell) for n in data.select_dtypes(include=["object", "str"])}
    text: str = data.assign(**texts).to_csv(
        index=False, date_format="%Y-%m-%d", lineterminator="\n", float_format="%.6g"
    )
    return text.encode()


def _cell(value: object) -> object:
    return cell(value) if isinstance(value, str) else value
