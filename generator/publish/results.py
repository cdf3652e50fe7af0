"""Which figures of which results the API publishes, and under which names.

Types, precision and descriptions stand with the results. Keys are only ever added.
"""

from generator.models.base_rates import BaseRate
from generator.models.cycles import CycleMultiple, Halving
from generator.models.elsewhere import Elsewhere, Pair, PairEvent, PairP
from generator.models.elsewhere import Rotation as PairRotation
from generator.models.evidence import EventEvidence, Evidence
from generator.models.freshness import SeriesFreshness
from generator.models.grid import Grid, GridRow, Placebo
from generator.models.luck import HorizonTest, LeftOut, Look, Luck, PValues, Robustness
from generator.models.outcomes import Outcome
from generator.models.power import Rejections
from generator.models.press import FactCheck
from generator.models.question import Question
from generator.models.rates import RateEvent
from generator.models.risk_curve import Episode, OrderRobustness, RiskCurve, RungState
from generator.models.supply import Supply
from generator.models.thresholds import Threshold
from generator.models.together import Correlation, PartialCorrelation
from generator.models.track_record import Scores, TrackRecord
from generator.models.volatility import CycleVolatility, EtfComparison, Volatility
from generator.publish.objects import published

published(Question, "leader follower")
published(
    SeriesFreshness,
    "symbol=instrument last_date=extent.last_date age=extent.age unit status source=latest_source",
    name="FreshnessObject",
)
published(
    Outcome,
    "date=event.date close=event.close old_record_date=event.old_record_date "
    "old_record=event.old_record base_sessions=event.base_sessions "
    "base_depth=event.low.depth entry=window.entry forward_returns=returns_by_horizon "
    "peak_multiple=window.peak_multiple peak_date=window.peak_date worst=window.worst "
    "complete",
    name="BreakoutObject",
)
published(
    BaseRate,
    "since horizon median=returns.median lower_quartile=returns.lower_quartile "
    "upper_quartile=returns.upper_quartile share_positive=returns.share_positive sessions "
    "effective_n",
)
published(PValues, name="PValueObject")
published(LeftOut, "event n mean_log_return=test.mean p_value=test.p_value")
published(
    HorizonTest,
    "horizon n mean_log_return=test.mean p_value=test.p_value holm=test.holm",
    name="HorizonObject",
)
published(Look, "date n mean_log_return=mean p_value")
published(Robustness)
published(Rejections, name="PowerObject")
published(
    Luck,
    "n horizon mean_log_return=observed.mean base_mean_log_return=base.mean p_value "
    "smallest_p=attainable_p share_positive=observed.share_positive interval=observed.interval "
    "robustness attainable_p odds next_event tests power=power.rows",
)
published(
    GridRow,
    "base_sessions=definition.base_sessions basis=definition.basis "
    "confirmation=definition.confirmation horizon n excess p_value",
)
published(
    Grid,
    "definitions distinct=distinct.len() testable below_5_percent "
    "rotated_share=rotation.mean_share rotated_reached=rotation.reached rows",
)
published(PairEvent, "date log_return")
published(PairP, name="PairPValues")
published(
    Pair,
    "leader follower n share_positive mean_log_return base_mean_log_return=base.mean p_value "
    "events",
)
published(
    PairRotation,
    "below_5_percent_reached smallest_p smallest_p_reached",
    name="ElsewhereRotation",
)
published(Elsewhere, "leaders followers pairs testable below_5_percent rotation")
published(Placebo, "leader follower n mean_log_return=test.mean p_value=test.p_value")
published(
    Correlation,
    "symbol=instrument window value=latest.value lower=latest.interval.0 "
    "upper=latest.interval.1 percentile=latest.percentile beta=latest.beta",
)
published(
    PartialCorrelation,
    "given window value=latest.value lower=latest.interval.0 upper=latest.interval.1",
)
published(EventEvidence, "date sessions as_well u e final_on final replayed")
published(Evidence)
published(
    Scores,
    "resolved brier brier_base log_score log_score_base skill",
)
published(
    TrackRecord,
    "calls=calls.len() resolved brier=scores.brier brier_base=scores.brier_base "
    "log_score=scores.log_score log_score_base=scores.log_score_base skill=scores.skill "
    "skill_interval spoken events coin evidence",
)
published(Threshold, "what=trigger level today distance assumed")
published(
    Halving,
    "date height price=peak.entry peak_multiple=peak.multiple peak_date=peak.date "
    "days_to_peak=peak.days record_in_year_before complete",
)
published(
    CycleMultiple,
    "definition=measure cycle multiple=end.multiple from=start to=end.date complete",
)
published(Supply, "date height supply mined_share annual_issuance before_after=steps")
published(
    CycleVolatility,
    "halving from=first to=last volatility leader_volatility deepest_fall complete",
)
published(
    EtfComparison,
    "years before=follower.before after=follower.after ratio=follower.ratio "
    "interval=follower.interval leader_ratio=leader.ratio leader_interval=leader.interval "
    "relative_interval=relative",
    name="ComparisonObject",
)
published(
    Volatility,
    "windows=follower.by_window leader_windows=leader.by_window by_cycle etf_since "
    "before_etf=primary.follower.before after_etf=primary.follower.after "
    "ratio=primary.follower.ratio interval=primary.follower.interval comparisons",
)
published(
    RungState,
    "rung symbol=instrument lit=trend.lit since=trend.since distance_to_high momentum "
    "sessions_since_record",
    name="RungObject",
)
published(Episode, "from=dark.first to=end order tau complete")
published(OrderRobustness, "variants below_5_percent")
published(
    RiskCurve,
    "episodes mean_tau=agreement.mean_tau p_value=agreement.p_value "
    "smallest_p=agreement.smallest_p robustness",
    name="OrderObject",
)
published(RateEvent, "event policy_rate change_before change_after regime", name="RateObject")
published(
    FactCheck,
    "source=fact.source title=fact.title published=fact.published symbol=fact.instrument "
    "date=fact.date kind=fact.kind said=fact.said found agrees",
    name="PublishedFactObject",
)
