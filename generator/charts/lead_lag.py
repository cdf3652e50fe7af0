"""Weekly correlation across leads and lags, with the bands of unrelated series."""

import numpy as np

from generator.charts.grammar import Canvas, Drawing, Frame, Plot, rows, scales
from generator.models.report import Report
from generator.wording import granger_sentence, lead_sentence, lead_title
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One bar a lag; None where it is not defined."""
    found, most = report.lead_lag, int(report.lead_lag.lags[-1])
    if found.correlation is None:
        return None
    r, pointwise = found.correlation.values, found.correlation.pointwise_band
    simultaneous = found.correlation.simultaneous_band
    bars = rows(lag=found.lags, r=r)
    return Drawing(
        id="lead-lag",
        title=lead_title(say.language, report),
        subtitle=say(
            "Correlation of weekly log returns, %(weeks)s weeks, when one series is shifted by up "
            "to %(most)s weeks. Band: what 95%% of unrelated series stay within at one lag "
            "(±%(pointwise)s); dashed: at all lags together (±%(simultaneous)s).",
            weeks=found.weeks,
            most=most,
            pointwise=say.number(pointwise, 3),
            simultaneous=say.number(simultaneous, 3),
        ),
        how_to_read=say(
            "Right of the middle the %(leader)s moved first, left of it %(follower)s did. A lead "
            "would be a bar beyond the dashed lines on the right. The bar in the middle is the "
            "same week and no lead."
        ),
        alt=" ".join(
            [
                say(
                    "In the same week the correlation is %(now)s.",
                    now=say.number(r[most], 2),
                ),
                lead_sentence(say.language, report),
                granger_sentence(say.language, report),
            ]
        ),
        instruments=report.question.pair,
        table=say.table(
            bars[(abs(bars["lag"]) <= 8) | (abs(bars["r"]) > pointwise)].itertuples(),
            {say("Lag in weeks"): "lag", say("Correlation"): lambda bar: say.number(bar.r, 3)},
            say("Lags up to eight weeks and those outside the pointwise band."),
        ),
        data=bars.rename(columns={"lag": "lag_weeks", "r": "correlation"}),
        chart=lambda canvas: _chart(bars, pointwise, simultaneous, say, canvas),
    )


def _chart(bars: Frame, pointwise: float, simultaneous: float, say: Say, canvas: Canvas) -> Plot:
    palette, most = canvas.palette, int(bars["lag"].max())
    largest = 1.15 * max(simultaneous, bars["r"].abs().max())
    marks = [-most, -most // 2, 0, most // 2, most]
    plot = Plot(
        canvas,
        scales.numbers(
            "lag", -most - 1, most + 1, title=say("weeks"), number="d", values=marks, grid=False
        ),
        scales.numbers("r", -largest, largest, tickCount=5, grid=False),
        height=(250, 200),
    )
    colours = np.select(
        [bars["lag"] == 0, bars["r"].abs() <= simultaneous, bars["lag"] > 0],
        [palette.mute, palette.null, palette.lead],
        palette.follow,
    )
    plot.boxes(rows(r=[-pointwise], r2=[pointwise]), palette.band)
    plot.rules(rows(r=[-simultaneous, simultaneous]), palette.ink, dashed=True)
    plot.bars(bars.assign(colour=colours), size=canvas.of(9, 3.2))
    plot.label(say("%(follower)s first"), palette.follow, lift=-16)
    plot.label(say("%(leader)s first"), palette.lead, lift=-16, side="right")
    return plot
