"""Makes the oracle tables of intervals of shares, clustered means and order statistics.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python generate_intervals.py

clopper_pearson.json  scipy (binomtest) and statsmodels (proportion_confint, method beta)
clustered.json        statsmodels (OLS on a constant, covariance clustered) and scipy (t)
order_statistics.json scipy (binom, beta): the ranks by looking at all of them
"""

import importlib.metadata
import json
import pathlib
import warnings

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20241103)
FOLDER = pathlib.Path(__file__).parent
VERSIONS = {n: importlib.metadata.version(n) for n in ["numpy", "scipy", "statsmodels"]}
LEVELS = [0.95, 0.9, 0.99]


def proportion(case):
    trials = int(rng.integers(1, [12, 300, 20_000][case % 3]))
    count = int([rng.integers(0, trials + 1), 0, trials, min(1, trials)][case % 7 if case % 7 < 4 else 0])
    level = LEVELS[case // 3 % 3]
    low, high = proportion_confint(count, trials, 1 - level, method="beta")
    exact = stats.binomtest(count, trials).proportion_ci(level, method="exact")
    low, high = (0.0 if count == 0 else low), (1.0 if count == trials else high)
    assert abs(exact.low - low) < 1e-10 and abs(exact.high - high) < 1e-10, (count, trials)
    return {"count": count, "trials": trials, "level": level, "lower": low, "upper": high}


def clustered(case):
    count = int(rng.integers(1, 9))
    shift = rng.normal(0, 1, count) * (case % 3)
    sizes = rng.integers(1, 7, count) if case % 2 else np.full(count, int(rng.integers(1, 7)))
    if case % 5 == 0:
        draw = lambda c: rng.integers(0, 2, sizes[c]).astype(float)
    elif case % 5 == 1:
        draw = lambda c: np.full(sizes[c], 0.1)
    else:
        draw = lambda c: np.round(rng.normal(shift[c], 1, sizes[c]), 4)
    clusters = [draw(c) for c in range(count)]
    values = np.concatenate(clusters)
    level = LEVELS[case % 3]
    result = {"clusters": [c.tolist() for c in clusters], "level": level, "mean": values.mean()}
    if count > 1:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = sm.OLS(values, np.ones(len(values))).fit(
                cov_type="cluster", cov_kwds={"groups": np.repeat(np.arange(count), sizes)})
        # Where the clusters' sums are all those of the mean, statsmodels is left with rounding.
        error = float(fit.bse[0])
        error = 0.0 if error < 1e-15 else error
        half = stats.t.ppf((1 + level) / 2, count - 1) * error
        result |= {"standardError": error, "lower": values.mean() - half, "upper": values.mean() + half}
    return result


def tolerance(x, share, level, side):
    """The nearest ranks r < s with P(Binomial(n, share) < s − r) ≥ level; 0 and n + 1 are open ends."""
    n = len(x)
    confidence = lambda apart: float(stats.binom.cdf(apart - 1, n, share))
    widest = n - 1 if side == "both" else n
    enough = [apart for apart in range(1, widest + 1) if confidence(apart) >= level]
    apart = min(enough, default=widest)
    return apart, confidence(apart) if apart > 0 else 0.0


def quantile(n, p, level):
    tail = (1 - level) / 2
    low = max([r for r in range(1, n + 1) if stats.binom.cdf(r - 1, n, p) <= tail], default=1)
    high = min([s for s in range(1, n + 1) if stats.binom.sf(s - 1, n, p) <= tail], default=n)
    return low, high, float(stats.binom.cdf(high - 1, n, p) - stats.binom.cdf(low - 1, n, p))


def order(case):
    n = int(rng.integers(1, 13)) if case % 3 else int(rng.integers(13, 120))
    x = np.round(rng.normal(0, 1, n), 3) if case % 4 else rng.integers(0, 3, n).astype(float)
    share, p, level = [0.9, 0.5, 0.75][case % 3], [0.5, 0.25, 0.9][case // 2 % 3], LEVELS[case // 3 % 3]
    result = {"x": x.tolist(), "share": share, "probability": p, "level": level, "tolerance": []}
    for side in ["both", "lower", "upper"]:
        apart, confidence = tolerance(x, share, level, side)
        result["tolerance"].append({"side": side, "apart": apart, "confidence": confidence})
    low, high, confidence = quantile(n, p, level)
    ordered = np.sort(x)
    result["quantile"] = {
        "lowerRank": low, "upperRank": high, "confidence": max(0.0, confidence),
        "lower": ordered[low - 1], "upper": ordered[high - 1]}
    return result


def write(name, cases):
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))


write("clopper_pearson.json", [proportion(case) for case in range(260)])
write("clustered.json", [clustered(case) for case in range(240)])
write("order_statistics.json", [order(case) for case in range(220)])
