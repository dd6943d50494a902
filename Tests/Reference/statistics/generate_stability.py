"""Stability of learning curves and of training, for Tests/StatisticsTests.

numpy 2.4.6, scipy 1.17.1, rl_reliability_metrics of commit 50da84b (not on PyPI: put a checkout of
https://github.com/google-research/rl-reliability-metrics on PYTHONPATH; it needs absl-py and gin-config).

    PYTHONPATH=rl-reliability-metrics python generate_stability.py

Every measure of a curve is computed twice, by that package and by NumPy from its formula, and the two must
agree before anything is written. The long-term risk is its UpperCVaROnDrawdown: the package's example takes
the lower tail, which is the mean of the smallest drawdowns. Where rounding puts its quantile of tied values
beside them (3 · 0.7 + 3 · 0.3 < 3), so that it drops them and may give NaN, NumPy decides alone, with ties to
10⁻¹² of the greatest magnitude.
"""

import json
import math
import pathlib

import numpy as np
import scipy
from rl_reliability_metrics.metrics import metric_utils, metrics_offline, metrics_online

FOLDER = pathlib.Path(__file__).parent
VERSIONS = {
    "numpy": np.__version__, "scipy": scipy.__version__, "rl_reliability_metrics": "50da84b",
}
rng = np.random.default_rng(20260)

# NumPy 2 no longer stores an array of one element as a number, which the package relies on.
windowed = metric_utils.apply_window_fn
metric_utils.apply_window_fn = lambda curves, points, function, size=1: windowed(
    curves, points, lambda x: np.squeeze(function(x)), size)


def confirm(ours, theirs, scale=1.0):
    ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
    assert ours.shape == theirs.shape, (ours, theirs)
    assert np.all(np.abs(ours - theirs) <= 1e-12 * max(1.0, scale)), (ours, theirs)
    return ours


TIE = 1e-12
CONFIRMED = {"tails": 0, "not": 0}


def confirm_tail(ours, theirs, x, tail, scale):
    """Confirms a tail's mean where rounding does not decide what the package takes into the tail."""
    tie = TIE * np.abs(x).max()
    for probability in (tail, 1 - tail):
        bound = scipy.stats.scoreatpercentile(x, 100 * probability)
        if np.any((np.abs(x - bound) <= tie) & (x != bound)):
            CONFIRMED["not"] += 1
            return ours
    CONFIRMED["tails"] += 1
    return confirm(ours, theirs, scale)


def tail_of(n):
    """A tail whose product with n - 1 is not a whole number but for rounding."""
    while True:
        tail = float(rng.choice([0.05, 0.05, 0.1, 0.25, 0.3, 0.5]))
        position = tail * (n - 1)
        if all(abs(p - round(p)) > 1e-9 or p == round(p) for p in (position, (1 - tail) * (n - 1))):
            return tail


def lower(x, tail):
    return np.mean(x[x <= np.quantile(x, tail) + TIE * np.abs(x).max()])


def upper(x, tail):
    return np.mean(x[x >= np.quantile(x, 1 - tail) - TIE * np.abs(x).max()])


def iqr(x, axis=None):
    return np.quantile(x, 0.75, axis=axis) - np.quantile(x, 0.25, axis=axis)


def scores(case, n):
    kind = case % 6
    if kind == 0:  # ties everywhere
        return rng.integers(0, 4, n).astype(float)
    if kind == 1:
        return np.full(n, float(rng.integers(-5, 5)))
    if kind == 2:  # learns, then falls
        return np.round(np.minimum(np.arange(n), n // 2) * 3 + rng.normal(0, 2, n)
                        - 4 * np.maximum(np.arange(n) - n // 2, 0), 2)
    return np.round(rng.normal(0, 10.0 ** rng.integers(-2, 3), n).cumsum(), 3)


def curve(case):
    n = [1, 2, 3][case] if case < 3 else int(rng.integers(1, 31))
    spacing = rng.integers(1, 6, n) * (1 if case % 2 else 100)
    steps = np.cumsum(spacing).astype(float)
    y = scores(case, n)
    tail = tail_of(n)
    both = [np.array([steps, y])]
    scale = float(np.abs(y).max())
    row = {
        "steps": steps.tolist(), "scores": y.tolist(), "tail": tail,
        "lower": float(confirm_tail(
            lower(y, tail), metric_utils.compute_cvar(y, "lower", tail), y, tail, scale)),
        "upper": float(confirm_tail(
            upper(y, tail), metric_utils.compute_cvar(y, "upper", tail), y, tail, scale)),
        "rollouts": float(confirm(iqr(y), metrics_offline.IqrAcrossRollouts()(both)[0], scale)),
        "range": float(confirm(
            np.quantile(y, 0.95) - y[0], metric_utils.curve_range(both)[0], scale)),
    }
    drawdown = np.maximum.accumulate(y) - y
    row["drawdown"] = confirm(drawdown, metric_utils.compute_drawdown(y), scale).tolist()
    row["maximumDrawdown"] = float(confirm(
        drawdown.max(), metrics_online.MaxDrawdown()(both)[0], scale))
    row["longTermRisk"] = float(confirm_tail(
        upper(drawdown, tail), metrics_online.UpperCVaROnDrawdown(alpha=tail)(both)[0],
        drawdown, tail, scale))
    if n > 1:
        changes = np.diff(y) / np.diff(steps)
        changes_tail = tail_of(n - 1)
        row["changesTail"] = changes_tail
        row["changes"] = confirm(
            changes, metric_utils.differences(both)[0][1], scale).tolist()
        row["shortTermRisk"] = float(confirm_tail(
            lower(changes, changes_tail),
            metrics_online.LowerCVaROnDiffs(alpha=changes_tail)(both)[0],
            changes, changes_tail, scale))
        window = int(rng.integers(1, max(2, int(steps[-1] - steps[0])) + 1))
        points = [i for i in range(1, n) if steps[i] - window >= steps[0]]
        inside = [changes[(steps[1:] > steps[i] - window) & (steps[1:] <= steps[i])] for i in points]
        row["window"] = window
        row["windowed"] = [
            {"step": float(steps[i]), "dispersion": float(iqr(x)), "changes": len(x)}
            for i, x in zip(points, inside)]
        if points:
            theirs = metrics_online.IqrWithinRuns(
                window_size=window, eval_points=[steps[i] for i in points])(both)
            confirm([iqr(x) for x in inside], theirs[0] if theirs.ndim > 1 else theirs, scale)
        whole = metrics_online.IqrWithinRuns()(both)
        row["dispersion"] = float(confirm(iqr(changes), np.ravel(whole)[-1], scale))
    return row


def across(case):
    runs, points = int(rng.integers(2, 30)), int(rng.integers(1, 6))
    tail = tail_of(runs)
    y = np.array([scores(case, points) for _ in range(runs)])
    curves = [np.array([np.arange(points, dtype=float), row]) for row in y]
    scale = float(np.abs(y).max())
    return {
        "runs": y.tolist(), "tail": tail,
        "dispersion": confirm(
            iqr(y, axis=0), metrics_online.IqrAcrossRuns()(curves), scale).tolist(),
        "risk": [
            float(confirm_tail(lower(y[:, i], tail), theirs, y[:, i], tail, scale))
            for i, theirs in enumerate(metrics_online.LowerCVaROnAcross(alpha=tail)(curves))],
    }


def series(case):
    """One column of a training log, None for gaps; spikes by the definition, everything else by NumPy."""
    n = int(rng.integers(0, 60))
    values = np.abs(scores(case, n)) if n else np.zeros(0)
    values[rng.random(n) < 0.05] *= 8
    gaps = rng.random(n) < (0.2 if case % 3 == 0 else 0)
    positions = np.cumsum(rng.integers(1, 9, n)).astype(float)
    window, factor = int(rng.integers(5, 25)), float(rng.choice([2.0, 3.0, 5.0]))
    floor = float(rng.choice([0, 0.5]))
    spikes, judged = [], 0
    for i in range(n):
        before = values[:i][~gaps[:i]]
        if gaps[i] or len(before) < 5:
            continue
        judged += 1
        if values[i] > max(factor * np.median(before[-window:]), floor):
            spikes.append(i)
    x, t = values[~gaps], positions[~gaps]
    row = {
        "values": [None if g else float(v) for v, g in zip(values, gaps)],
        "positions": positions.tolist(), "window": window, "factor": factor, "floor": floor,
        "spikes": spikes, "judged": judged,
    }
    if len(x) > 1:
        row["slope"] = float(np.polynomial.polynomial.Polynomial.fit(t, x, 1).convert(
            domain=[-1, 1]).coef[1]) if np.ptp(x) > 0 else 0.0
        confirm(row["slope"], scipy.stats.linregress(t, x).slope, 1e2 * np.abs(x).max())
    if len(x):
        row["share"] = None if x.max() == 0 else float(x.sum() ** 2 / (len(x) * (x * x).sum()))
    estimates = np.round(rng.normal(rng.normal(0, 1, 3), 1, (int(rng.integers(2, 9)), 3)), 3)
    mean, noise = estimates.mean(axis=0), np.trace(np.cov(estimates.T))
    row["estimates"] = estimates.tolist()
    row["signalToNoise"] = float((mean @ mean - noise / len(estimates)) / noise)
    return row


def write(name, cases):
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))


write("stability_curves.json", [curve(case) for case in range(240)])
write("stability_runs.json", [across(case) for case in range(200)])
write("stability_series.json", [series(case) for case in range(220)])
print(CONFIRMED)
assert CONFIRMED["tails"] > 4 * CONFIRMED["not"], CONFIRMED
