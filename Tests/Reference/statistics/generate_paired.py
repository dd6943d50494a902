"""Makes paired.json, the oracle table of the paired tests, in the folder of this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python generate_paired.py

Paired t: scipy's ttest_rel. Sign flips and the signed ranks of Pratt: all flips in whole numbers,
which scipy's permutation_test and wilcoxon must confirm. d_z, its correction and its interval:
scipy's gammaln and the noncentral t distribution.
"""

import importlib.metadata
import itertools
import json
import math
import pathlib

import numpy as np
from scipy import optimize, special, stats

rng = np.random.default_rng(4091)
FOLDER = pathlib.Path(__file__).parent
VERSIONS = {name: importlib.metadata.version(name) for name in ["numpy", "scipy"]}
LEVELS = [0.95, 0.9, 0.99]
KINDS = {
    "normal": lambda n, s: (np.round(rng.normal(s, 1, n), 5), np.round(rng.normal(0, 1, n), 5)),
    "correlated": lambda n, s: [
        np.round(v, 5) for v in
        (lambda base: (base + rng.normal(s, 0.3, n), base))(rng.normal(5, 3, n))],
    "lognormal": lambda n, s: (
        np.round(np.exp(rng.normal(s, 1, n)), 5), np.round(np.exp(rng.normal(0, 1, n)), 5)),
    "few values": lambda n, s: (
        rng.integers(0, 4, n) + np.round(s), rng.integers(0, 4, n).astype(float)),
    "tenths": lambda n, s: (
        np.round(rng.integers(0, 8, n) / 10 + np.round(s, 1), 1), rng.integers(0, 8, n) / 10),
    "zero or one": lambda n, s: (
        rng.integers(0, 2, n).astype(float), rng.integers(0, 2, n).astype(float)),
    "small": lambda n, s: (
        np.round(1e-6 * rng.normal(s, 1, n), 11), np.round(1e-6 * rng.normal(0, 1, n), 11)),
}
WHOLE = 10**12


def flips(values):
    """The share of all sign flips whose |sum| is at least the observed one; values are whole."""
    sums = np.zeros(1, dtype=object)
    for value in values:
        sums = np.concatenate([sums + abs(value), sums - abs(value)])
    return float(np.mean(np.abs(sums) >= abs(sum(values))))


def signed_ranks(whole):
    """Twice the signed midranks of the magnitudes, zeros ranked and left out (Pratt)."""
    ranks = [int(2 * r) for r in stats.rankdata([abs(w) for w in whole])]
    return [r * ((w > 0) - (w < 0)) for r, w in zip(ranks, whole)]


def wilcoxon(whole):
    signed = signed_ranks(whole)
    result = {
        "statistic": sum(s for s in signed if s > 0) / 2,
        "negative": -sum(s for s in signed if s < 0) / 2,
    }
    if not any(signed):
        return result | {"exact": 1.0, "approximate": 1.0}
    floats = [float(w) for w in whole]
    approximate = stats.wilcoxon(floats, zero_method="pratt", correction=True, method="asymptotic")
    # SciPy corrects towards the mean even where the statistic is the mean; nothing is left there.
    level = result["statistic"] == result["negative"]
    result["approximate"] = 1.0 if level else float(approximate.pvalue)
    if len(whole) <= 14:
        result["exact"] = flips(signed)
        if len(set(map(abs, signed))) == len(signed) and 0 not in signed:
            exact = stats.wilcoxon(floats, method="exact").pvalue
            assert math.isclose(exact, result["exact"], rel_tol=1e-12), (exact, result)
    return result


def noncentrality(t, degrees, tail):
    """The noncentrality under which the chance of a value above t is `tail`."""
    excess = lambda delta: stats.nct.sf(t, degrees, delta) - tail
    return optimize.brentq(excess, t - 40, t + 40, xtol=1e-14, rtol=1e-14)


def standardized(statistic, degrees, size, level):
    """d = t / √size, its correction, and the interval by noncentral t."""
    d = statistic / math.sqrt(size)
    correction = math.exp(
        special.gammaln(degrees / 2) - math.log(degrees / 2) / 2
        - special.gammaln((degrees - 1) / 2))
    result = {"d": d, "g": d * correction}
    if abs(statistic) < 8:
        result["lower"], result["upper"] = (
            noncentrality(statistic, degrees, tail) / math.sqrt(size)
            for tail in [(1 - level) / 2, (1 + level) / 2])
    return result


def paired(case):
    kind = list(KINDS)[case % len(KINDS)]
    n = int(rng.integers(1, 41 if case % 6 == 5 else 11))
    x, y = KINDS[kind](n, rng.choice([0.0, 0.7, 2.0]))
    level = LEVELS[case % 3]
    whole = [round(float(a) * WHOLE) - round(float(b) * WHOLE) for a, b in zip(x, y)]
    result = {"x": x.tolist(), "y": y.tolist(), "level": level, "wilcoxon": wilcoxon(whole)}
    if n <= 14:
        result["signFlip"] = flips(whole)
        if 1 < n <= 8:
            confirmed = stats.permutation_test(
                (np.array(whole, dtype=float),), lambda d, axis: np.sum(d, axis=axis),
                permutation_type="samples", n_resamples=np.inf, vectorized=True).pvalue
            assert abs(min(1, confirmed) - result["signFlip"]) < 1e-9, (whole, confirmed)
    if n > 1 and len(set(whole)) > 1:
        # The differences rounded to the grid of the data, so that t has no cancellation in it.
        d = np.array([w / WHOLE for w in whole])
        test = stats.ttest_rel(d, np.zeros(n))
        interval = test.confidence_interval(level)
        result["t"] = {
            "statistic": float(test.statistic), "pValue": float(test.pvalue),
            "lower": float(interval.low), "upper": float(interval.high)}
        if n > 2:
            result["effect"] = standardized(float(test.statistic), n - 1, n, level)
    return result


with open(FOLDER / "paired.json", "w") as file:
    lines = ",\n".join(json.dumps(paired(case)) for case in range(320))
    file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))
