"""Probabilities from few cases, and how well stated probabilities did."""

import numpy as np

from generator.models.prices import FloatArray


def jeffreys(successes: float, trials: float) -> float:
    """The mean of the Jeffreys posterior of a share: never 0 or 1, and ½ without a case."""
    return (successes + 0.5) / (trials + 1)


def brier(probability: FloatArray, happened: FloatArray) -> float:
    """Mean squared distance of probabilities to 0 or 1. Brier (1950), Monthly Weather Rev. 78."""
    return float(((probability - happened) ** 2).mean())


def log_score(probability: FloatArray, happened: FloatArray) -> float:
    """Mean negative log of the probability given to what happened. Good (1952), JRSS B 14."""
    return float(-np.log(np.where(happened > 0, probability, 1 - probability)).mean())
