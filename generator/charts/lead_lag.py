"""Weekly correlation across leads and lags, with the bands of unrelated series."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.drawing import Drawing, Panel, fitted, label, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.prices import FloatArray
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import granger_sentence, lead_sentence, names


def drawing(report: Report, language: Language) -> Drawing | None:
    """One bar a lag; None where it is not defined."""
    _, found = language.gettext, report.lead_lag
    correlation = found.correlation
    if correlation is None or found.pointwise_band is None or found.simultaneous_band is None:
        return None
    most = int(found.lags[-1])
    known = names(language, report) | {
        "weeks": language.number(found.weeks),
        "most": language.number(most),
        "pointwise": language.number(found.pointwise_band, 3),
        "simultaneous": language.number(found.simultaneous_band, 3),
        "now": language.number(float(correlation[most]), 2),
    }
    return Drawing(
        id="lead-lag",
        title=lead_sentence(language, report).rstrip("."),
        subtitle=_(
            "Correlation of weekly log returns, %(weeks)s weeks, when one series is shifted by up "
            "to %(most)s weeks. Band: what 95%% of unrelated series stay within at one lag "
            "(±%(pointwise)s); dashed: at all lags together (±%(simultaneous)s)."
        )
        % known,
        how_to_read=_(
            "Right of the middle the %(leader)s moved first, left of it %(follower)s did. A lead "
            "would be a bar beyond the dashed lines on the right. The bar in the middle is the "
            "same week and no lead."
        )
        % known,
        alt=_("In the same week the correlation is %(now)s.") % known
        + " "
        + lead_sentence(language, report)
        + " "
        + granger_sentence(language, report),
        instruments=(report.question.leader, report.question.follower),
        table=Table(
            columns=(_("Lag in weeks"), _("Correlation")),
            rows=tuple(
                (language.number(int(lag)), language.number(float(r), 3))
                for lag, r in zip(found.lags, correlation, strict=True)
                if abs(lag) <= 8 or abs(r) > found.pointwise_band
            ),
            note=_("Lags up to eight weeks and those outside the pointwise band."),
        ),
        data=pd.DataFrame({"lag_weeks": found.lags, "correlation": correlation}),
        chart=lambda canvas: _chart(report, correlation, language, canvas),
    )


def _chart(report: Report, correlation: FloatArray, language: Language, canvas: Canvas) -> Panel:
    palette, found = canvas.palette, report.lead_lag
    _, known = language.gettext, names(language, report)
    pointwise, simultaneous = found.pointwise_band or 0, found.simultaneous_band or 0
    most = int(found.lags[-1])
    table = rows(
        lag=[int(lag) for lag in found.lags],
        r=[round(float(r), 4) for r in correlation],
        colour=[
            _colour(int(lag), float(r), simultaneous, canvas)
            for lag, r in zip(found.lags, correlation, strict=True)
        ],
    )
    largest = max(simultaneous, float(abs(correlation).max())) * 1.15
    x = alt.X(
        "lag:Q",
        scale=alt.Scale(domain=[-most - 1, most + 1], nice=False),
        axis=alt.Axis(
            values=[-most, -most // 2, 0, most // 2, most],
            grid=False,
            title=_("weeks"),
            titleColor=palette.mute,
            titleFontWeight=400,
        ),
    )
    y = alt.Y(
        "r:Q",
        scale=alt.Scale(domain=[-largest, largest], nice=False),
        axis=alt.Axis(tickCount=5, format="~g", grid=False),
    )
    bars = (
        alt.Chart(table)
        .mark_bar(size=3.2 if canvas.phone else 9)
        .encode(x=x, y=y, color=alt.Color("colour:N", scale=None, legend=None))
    )
    band = (
        alt.Chart(rows(low=[-pointwise], high=[pointwise]))
        .mark_rect(color=palette.band)
        .encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q"))
    )
    limits = (
        alt.Chart(rows(at=[-simultaneous, simultaneous]))
        .mark_rule(color=palette.ink, strokeDash=[2, 3])
        .encode(y=alt.Y("at:Q"))
    )
    follows = label(_("%(follower)s first") % known, palette.follow, lift=-16)
    leads = label(_("%(leader)s first") % known, palette.lead, lift=-16, align="right", x="width")
    layers = alt.layer(band, limits, bars, follows, leads)
    return fitted(layers, canvas, 200 if canvas.phone else 250)


def _colour(lag: int, r: float, simultaneous: float, canvas: Canvas) -> str:
    palette = canvas.palette
    if lag == 0:
        return palette.mute
    if abs(r) <= simultaneous:
        return palette.null
    return palette.lead if lag > 0 else palette.follow
