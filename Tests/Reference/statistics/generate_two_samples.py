"""Makes the oracle tables of tests of two samples and of two checkpoints, beside this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python generate_two_samples.py

two_samples.json  Mann-Whitney: all splits of the midranks, which scipy must confirm, and scipy's
                  normal approximation; Brunner-Munzel: scipy, its interval from numpy; Hedges' g:
                  scipy's gammaln and noncentral t; Cliff's delta: numpy
mcnemar.json      statsmodels; mid-p from scipy's binomial distribution
problems.json     statsmodels: least squares with covariance clustered by problem
"""

import importlib.metadata
import itertools
import json
import math
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy import optimize, special, stats
from statsmodels.stats.contingency_tables import mcnemar

rng = np.random.default_rng(7723)
FOLDER = pathlib.Path(__file__).parent
VERSIONS = {name: importlib.metadata.version(name) for name in ["numpy", "scipy", "statsmodels"]}
LEVELS = [0.95, 0.9, 0.99]
KINDS = {
    "normal": lambda n, shift: np.round(rng.normal(shift, 1, n), 5),
    "lognormal": lambda n, shift: np.round(np.exp(rng.normal(shift, 1, n)), 5),
    "few values": lambda n, shift: rng.integers(0, 4, n) + np.round(shift),
    "tenths": lambda n, shift: np.round(rng.integers(0, 8, n) / 10 + np.round(shift, 1), 1),
    "zero or one": lambda n, shift: rng.integers(0, 2, n).astype(float),
    "small": lambda n, shift: np.round(1e-6 * rng.normal(shift, 1, n), 11),
}


def mann_whitney(x, y):
    n, m = len(x), len(y)
    ranks = [int(2 * r) for r in stats.rankdata(np.concatenate([x, y]))]
    doubled = lambda group: sum(group) - n * (n + 1)
    observed = abs(doubled(ranks[:n]) - n * m)
    result = {"statistic": doubled(ranks[:n]) / 2}
    if len(set(ranks)) > 1:
        asymptotic = stats.mannwhitneyu(x, y, method="asymptotic")
        assert asymptotic.statistic == result["statistic"]
        result["approximate"] = float(asymptotic.pvalue)
    if max(n, m) <= 7:
        splits = [
            abs(doubled(group) - n * m) >= observed for group in itertools.combinations(ranks, n)]
        result["exact"] = sum(splits) / len(splits)
        if len(set(ranks)) == n + m:
            exact = stats.mannwhitneyu(x, y, method="exact").pvalue
            assert math.isclose(exact, result["exact"], rel_tol=1e-12)
        elif n == m and len(set(ranks)) > 1:
            permuted = stats.mannwhitneyu(
                x, y, method=stats.PermutationMethod(n_resamples=np.inf)).pvalue
            assert math.isclose(permuted, result["exact"], rel_tol=1e-12)
    return result


def brunner_munzel(x, y, level):
    n, m = len(x), len(y)
    wins = (x[:, None] > y) + 0.5 * (x[:, None] == y)
    a, b = np.var(wins.mean(axis=1), ddof=1) / n, np.var(wins.mean(axis=0), ddof=1) / m
    if a + b < 1e-20:
        return None
    degrees = (a + b) ** 2 / (a**2 / (n - 1) + b**2 / (m - 1))
    test = stats.brunnermunzel(x, y)
    half = stats.t.isf((1 - level) / 2, degrees) * math.sqrt(a + b)
    return {
        # SciPy's statistic is positive where y is larger.
        "statistic": -float(test.statistic), "pValue": float(test.pvalue),
        "degreesOfFreedom": float(degrees),
        "lower": max(0, float(wins.mean()) - half), "upper": min(1, float(wins.mean()) + half)}


def noncentrality(t, degrees, tail):
    """The noncentrality under which the chance of a value above t is `tail`."""
    excess = lambda delta: stats.nct.sf(t, degrees, delta) - tail
    return optimize.brentq(excess, t - 40, t + 40, xtol=1e-14, rtol=1e-14)


def effect(x, y, level):
    n, m = len(x), len(y)
    degrees, size = n + m - 2, n * m / (n + m)
    pooled = ((n - 1) * np.var(x, ddof=1) if n > 1 else 0) + ((m - 1) * np.var(y, ddof=1) if m > 1 else 0)
    d = float((np.mean(x) - np.mean(y)) / math.sqrt(pooled / degrees))
    correction = math.exp(
        special.gammaln(degrees / 2) - math.log(degrees / 2) / 2
        - special.gammaln((degrees - 1) / 2))
    result = {"d": d, "g": d * correction}
    statistic = d * math.sqrt(size)
    if abs(statistic) < 8:
        result["lower"], result["upper"] = (
            noncentrality(statistic, degrees, tail) / math.sqrt(size)
            for tail in [(1 - level) / 2, (1 + level) / 2])
    return result


def two_samples(case):
    kind = list(KINDS)[case % len(KINDS)]
    largest = 30 if case % 5 == 4 else 7
    n, m = (int(v) for v in rng.integers(1, largest + 1, 2))
    if case % 4 == 0:
        m = n
    x, y = KINDS[kind](n, 0.0), KINDS[kind](m, rng.choice([0.0, 0.7, 2.0]))
    level = LEVELS[case % 3]
    result = {
        "x": x.tolist(), "y": y.tolist(), "level": level, "mannWhitney": mann_whitney(x, y),
        "cliffsDelta": float(np.mean(np.sign(x[:, None] - y))),
    }
    if n > 1 and m > 1:
        result["brunnerMunzel"] = brunner_munzel(x, y, level)
    if n + m > 3 and not (len(set(x.tolist())) == 1 and len(set(y.tolist())) == 1):
        result["effect"] = effect(x, y, level)
    return result


def discordant(case):
    greatest = [10, 60, 2000][case % 3]
    b, c = (int(v) for v in rng.integers(0, greatest, 2))
    if case % 9 == 0:
        c = b
    n, least = b + c, min(b, c)
    masses = stats.binom.pmf(np.arange(n + 1), n, 0.5)
    extreme = np.abs(2 * np.arange(n + 1) - n)
    observed = abs(b - c)
    middle = float(masses[extreme > observed].sum() + masses[extreme == observed].sum() / 2)
    test = mcnemar([[0, b], [c, 0]], exact=True)
    return {"b": b, "c": c, "pValue": float(test.pvalue) if n else 1.0, "midP": middle if n else 1.0}


def problems(case):
    count = int(rng.integers(2, 25))
    runs = [1, 1] if case % 4 == 0 else [int(v) for v in rng.integers(1, 6, 2)]
    hardness = rng.normal(0, 2, count)
    x, y = (
        (rng.uniform(size=(r, count)) < special.expit(hardness + shift)).astype(float)
        for r, shift in zip(runs, [rng.choice([0.0, 1.0]), 0.0]))
    scores = np.concatenate([x.ravel(), y.ravel()])
    arm = np.concatenate([np.ones(x.size), np.zeros(y.size)])
    groups = np.concatenate([np.tile(np.arange(count), r) for r in runs])
    fit = sm.OLS(scores, sm.add_constant(arm)).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False})
    means = x.mean(axis=0), y.mean(axis=0)
    varied = all(np.ptp(v) > 0 for v in means)
    return {
        "x": x.astype(int).tolist(), "y": y.astype(int).tolist(), "difference": float(fit.params[1]),
        "standardError": math.sqrt(max(0, fit.cov_params()[1, 1])) * math.sqrt(count / (count - 1)),
        "correlation": float(np.corrcoef(*means)[0, 1]) if varied else None,
        "onlyFirst": int((x[0] > y[0]).sum()), "onlySecond": int((x[0] < y[0]).sum()),
    }


def write(name, cases):
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))


write("two_samples.json", [two_samples(case) for case in range(340)])
write("mcnemar.json", [discordant(case) for case in range(220)])
write("problems.json", [problems(case) for case in range(220)])
