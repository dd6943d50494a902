"""Makes the oracle tables of the statistics tests, in the folder of this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 rliable==1.2.0 "arch<8" "pandas<2.3"
    venv/bin/python generate.py

samples.json   two samples: numpy (mean, deviation, quantiles), scipy (trimmed mean, intervals,
               Welch, Mann-Whitney), and all splits in whole numbers for the permutation test,
               which scipy's permutation_test must confirm
matrices.json  score matrices: rliable (aggregates, probability of improvement) and numpy
               (quantiles of bootstrap distributions), which rliable's intervals must confirm
holm.json      families of p-values: statsmodels
"""

import importlib.metadata
import itertools
import json
import math
import pathlib

import numpy as np
from rliable import library, metrics
from scipy import stats
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(20240817)
FOLDER = pathlib.Path(__file__).parent
VERSIONS = {
    name: importlib.metadata.version(name)
    for name in ["numpy", "scipy", "statsmodels", "rliable", "arch"]
}
PROBABILITIES = [0, 0.025, 0.1, 0.25, 0.5, 1 / 3, 0.75, 0.975, 1]
LEVELS = [0.95, 0.9, 0.99]
KINDS = {
    "normal": lambda n, shift: np.round(rng.normal(shift, 1, n), 6),
    "lognormal": lambda n, shift: np.round(np.exp(rng.normal(shift, 1, n)), 6),
    "few values": lambda n, shift: rng.integers(0, 4, n) + np.round(shift),
    "tenths": lambda n, shift: np.round(rng.integers(0, 8, n) / 10 + np.round(shift, 1), 1),
    "zero or one": lambda n, shift: rng.integers(0, 2, n).astype(float),
    "offset": lambda n, shift: np.round(1000 + rng.normal(shift, 1, n), 4),
    "small": lambda n, shift: np.round(1e-6 * rng.normal(shift, 1, n), 12),
}


def number(value):
    """None where the oracle has no value."""
    return float(value) if value is not None and math.isfinite(value) else None


def permutation(x, y):
    """The exact two-sided p of the mean difference, in whole multiples of 10^-12."""
    whole = [round(float(v) * 10**12) for v in np.concatenate([x, y])]
    n, size, total = len(x), len(whole), sum(whole)
    distance = lambda group: abs(size * sum(group) - n * total)
    observed = distance(whole[:n])
    splits = [distance(group) >= observed for group in itertools.combinations(whole, n)]
    p = sum(splits) / len(splits)
    if len(x) > 1 and len(y) > 1:
        difference = lambda a, b, axis: np.mean(a, axis=axis) - np.mean(b, axis=axis)
        scipy = stats.permutation_test((x, y), difference, n_resamples=np.inf, vectorized=True)
        # SciPy's two-sided p is twice the smaller tail: the same only where the null is symmetric.
        if len(x) == len(y):
            assert abs(scipy.pvalue - p) < 1e-9, (x, y, scipy.pvalue, p)
    return p


def two_samples(case):
    kind = list(KINDS)[case % len(KINDS)]
    largest = 40 if case % 6 == 5 else 7
    n, m = (int(v) for v in rng.integers(1, largest + 1, 2))
    if case % 3 == 0:
        m = n
    x, y = KINDS[kind](n, 0.0), KINDS[kind](m, rng.choice([0.0, 0.7, 2.0]))
    level = LEVELS[case % 3]
    result = {
        "kind": kind, "x": x.tolist(), "y": y.tolist(), "level": level,
        "mean": math.fsum(x) / n,
        "standardDeviation": number(np.std(x, ddof=1)) if n > 1 else None,
        "quantiles": np.quantile(x, PROBABILITIES).tolist(),
        "interquartileMean": float(stats.trim_mean(x, 0.25)),
        "probabilityOfImprovement": float(stats.mannwhitneyu(x, y).statistic / (n * m)),
        "permutation": permutation(x, y) if largest == 7 else None,
    }
    constant = len(set(x.tolist())) == 1, len(set(y.tolist())) == 1
    if n > 1 and not constant[0]:
        result["meanInterval"] = list(
            stats.t.interval(level, n - 1, loc=np.mean(x), scale=stats.sem(x)))
    if n > 1 and m > 1 and not all(constant):
        welch = stats.ttest_ind(x, y, equal_var=False)
        interval = welch.confidence_interval(level)
        result["welch"] = {
            "statistic": float(welch.statistic), "degreesOfFreedom": float(welch.df),
            "pValue": float(welch.pvalue), "lower": float(interval.low),
            "upper": float(interval.high),
        }
    return result


AGGREGATES = {
    "mean": metrics.aggregate_mean,
    "median": metrics.aggregate_median,
    "interquartileMean": metrics.aggregate_iqm,
    "optimalityGap": metrics.aggregate_optimality_gap,
}
# The same four over the two last axes, for many resamples at once: [resample, run, task].
VECTORISED = {
    "mean": lambda s: s.mean(axis=(1, 2)),
    "median": lambda s: np.median(s.mean(axis=1), axis=1),
    "interquartileMean": lambda s: stats.trim_mean(s.reshape(len(s), -1), 0.25, axis=1),
    "optimalityGap": lambda s: 1 - np.minimum(s, 1).mean(axis=(1, 2)),
}
REPLICATES = 20_000
SLACK = 0.0115  # five standard errors of a 0.025 quantile's rank with 4,000 and 20,000 resamples


def resample(scores):
    runs, tasks = scores.shape
    indices = rng.integers(0, runs, (REPLICATES, runs, tasks))
    return scores[indices, np.arange(tasks)]


def bands(replicates):
    """Where the bounds of a 95 % percentile interval lie but for chance."""
    return [
        np.quantile(replicates, [tail - SLACK, tail + SLACK]).tolist() for tail in [0.025, 0.975]
    ]


def improvement(x, y):
    wins = (x[:, :, None, :] > y[:, None, :, :]) + 0.5 * (x[:, :, None, :] == y[:, None, :, :])
    return wins.mean(axis=(1, 2, 3))


def matrices(case):
    runs, tasks = int(rng.integers(1, 9)), int(rng.integers(1, 6))
    others = runs if case % 2 else int(rng.integers(1, 9))
    draw = lambda n: (
        np.round(rng.normal(0.6, 0.5, (n, tasks)), 4) if case % 3 else
        rng.integers(0, 6, (n, tasks)) / 4)
    x, y = draw(runs), draw(others)
    result = {
        "x": x.T.tolist(), "y": y.T.tolist(),
        "aggregates": {name: float(f(x)) for name, f in AGGREGATES.items()},
        "probabilityOfImprovement": float(metrics.probability_of_improvement(x, y)),
    }
    name = list(AGGREGATES)[case % 4]
    if runs > 1:
        result["bootstrap"] = {"aggregate": name, "bands": bands(VECTORISED[name](resample(x)))}
        if case < 16:
            confirm(x, AGGREGATES[name], result["bootstrap"]["bands"], name)
    if runs > 1 or others > 1:
        result["improvementBands"] = bands(improvement(resample(x), resample(y)))
    return result


def confirm(scores, aggregate, bands, name):
    np.random.seed(1)  # rliable draws from NumPy's global state
    _, intervals = library.get_interval_estimates(
        {"x": scores}, lambda s: np.array([aggregate(s)]), reps=4000)
    for bound, (low, high) in zip(intervals["x"][:, 0], bands):
        assert low - 1e-12 <= bound <= high + 1e-12, (name, bound, low, high)


def family(case):
    p = rng.uniform(0, 1, int(rng.integers(1, 13))) ** rng.choice([1, 3, 6])
    if case % 3 == 0:
        p = np.round(p, 2)
    if case % 7 == 0:
        p[rng.integers(0, len(p))] = rng.choice([0.0, 1.0])
    return {"p": p.tolist(), "holm": multipletests(p, method="holm")[1].tolist()}


def write(name, cases):
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))


write("samples.json", [two_samples(case) for case in range(280)])
write("matrices.json", [matrices(case) for case in range(240)])
write("holm.json", [family(case) for case in range(220)])
