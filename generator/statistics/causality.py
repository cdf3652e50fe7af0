"""Granger tests: does the past of one series help to predict another?

The library takes long to load, and of the processes of a build only one needs it.
"""

import numpy as np

from generator.models.prices import FloatArray


def choose_lags(x: FloatArray, y: FloatArray, most: int) -> int:
    """How many lags a joint autoregression needs: the lowest BIC of 1…most, one common sample."""
    from statsmodels.tsa.api import VAR  # noqa: PLC0415

    bic = VAR(np.column_stack([x, y])).select_order(most).ics["bic"]
    return 1 + int(np.argmin(bic[1:]))


def granger_p(cause: FloatArray, effect: FloatArray, lags: int) -> float:
    """The p of the F-test that the past of ``cause`` adds nothing to that of ``effect``.

    Granger (1969), Econometrica 37(3). It tests prediction, not causation.
    """
    from statsmodels.tsa.stattools import grangercausalitytests  # noqa: PLC0415

    tests = grangercausalitytests(np.column_stack([effect, cause]), [lags])
    return float(tests[lags][0]["ssr_ftest"][1])
