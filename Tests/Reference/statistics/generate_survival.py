"""Makes the oracle table of times to a threshold and areas under curves, in the folder of this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 lifelines==0.30.3 "pandas<2.3" scipy==1.17.1
    venv/bin/python generate_survival.py

survival.json  two lists of times, of which some are censored: lifelines (Kaplan-Meier, its log-log
               interval and median, log-rank test); the exact permutation p in fractions
areas.json     curves: numpy (trapezoid) and a plain sum (step)
"""

import fractions
import importlib.metadata
import itertools
import json
import pathlib
import warnings

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from lifelines.utils import median_survival_times

rng = np.random.default_rng(20241105)
FOLDER = pathlib.Path(__file__).parent
VERSIONS = {n: importlib.metadata.version(n) for n in ["numpy", "scipy", "pandas", "lifelines"]}
LEVELS = [0.95, 0.9, 0.99]
Fraction = fractions.Fraction


def runs(case, n, scale):
    times = rng.exponential(scale, n) if case % 3 else rng.integers(1, 6, n).astype(float)
    times = np.round(times, 3)
    budget = [4.0, 1.5, 100.0, 2.0][case % 4]
    if case % 5 == 0:  # censored anywhere, as runs that broke off
        return times, rng.random(n) < 0.7
    return np.minimum(times, budget), times <= budget


def exact_remaining(times, reached):
    """S at each event in fractions: lifelines' product of logarithms can miss ½ by rounding."""
    share, result = Fraction(1), []
    for t in sorted(set(times[reached])):
        at_risk, d = int(np.sum(times >= t)), int(np.sum((times == t) & reached))
        share *= Fraction(at_risk - d, at_risk)
        result.append((t, at_risk, d, share))
    return result


def kaplan_meier(times, reached, level):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = KaplanMeierFitter(alpha=1 - level).fit(times, reached)
    rows = exact_remaining(times, reached)
    events = []
    for t, at_risk, d, share in rows:
        assert abs(fit.survival_function_.loc[t].iloc[0] - float(share)) < 1e-12
        low, high = (float(v) for v in fit.confidence_interval_.loc[t])
        events.append({
            "steps": t, "atRisk": at_risk, "reached": d, "remaining": float(share),
            "bounds": [low, high] if share > 0 else None})
    finite = lambda t: float(t) if np.isfinite(t) else None
    median = next((t for t, _, _, share in rows if share <= Fraction(1, 2)), None)
    if not any(share == Fraction(1, 2) for *_, share in rows):
        assert median == finite(fit.median_survival_time_)
    bounds = [
        next((e["steps"] for e in events if (e["bounds"] or [0, 0])[side] <= 0.5), None)
        for side in [0, 1]]
    theirs = median_survival_times(fit.confidence_interval_).iloc[0].tolist()
    # At S = 0 lifelines' bounds are 0 too, or not a number, which it reads as never; and where a bound
    # rises again (the lower one can, early on) it does not always find the first time.
    for side, (ours, other) in enumerate(zip(bounds, theirs)):
        edge = [e["bounds"][side] for e in events if e["bounds"]]
        falls = all(a >= b for a, b in zip(edge, edge[1:]))
        assert ours == finite(other) or rows[-1][3] == 0 or not falls, (bounds, theirs, events)
    return {"events": events, "median": median, "medianBounds": bounds}


def permutation(x, y):
    """The share of splits whose |O − E| is at least the observed one."""
    times, reached = np.concatenate([x[0], y[0]]), np.concatenate([x[1], y[1]])
    n, size = len(x[0]), len(times)
    rows = [(t, int(np.sum(times >= t)), int(np.sum((times == t) & reached)))
            for t in sorted(set(times[reached]))]

    def excess(group):
        group = list(group)
        return sum(
            (Fraction(int(np.sum((times[group] == t) & reached[group])))
             - Fraction(d * int(np.sum(times[group] >= t)), at_risk) for t, at_risk, d in rows),
            Fraction(0))

    observed = abs(excess(range(n)))
    splits = [abs(excess(g)) >= observed for g in itertools.combinations(range(size), n)]
    return sum(splits) / len(splits)


def survival(case):
    n, m = (int(v) for v in rng.integers(1, 6 if case % 4 else 25, 2))
    x, y = runs(case, n, 1.5), runs(case, m, rng.choice([1.5, 4.0]))
    level = LEVELS[case % 3]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        test = logrank_test(x[0], y[0], x[1], y[1])
    finite = lambda v: float(v) if np.isfinite(v) else None
    return {
        "x": [{"steps": t, "reached": bool(r)} for t, r in zip(*x)],
        "y": [{"steps": t, "reached": bool(r)} for t, r in zip(*y)],
        "level": level, "kaplanMeier": kaplan_meier(*x, level),
        "statistic": finite(test.test_statistic), "pValue": finite(test.p_value),
        "permutation": permutation(x, y) if case % 4 and n + m <= 8 else None}


def area(case):
    n = int(rng.integers(2, 15))
    steps = np.sort(rng.choice(100, n, replace=False)) * [1.0, 1000.0][case % 2]
    scores = np.round(rng.normal(0, 1, n), 3) if case % 3 else rng.integers(0, 2, n).astype(float)
    if case % 7 == 0:
        scores[:] = 0.3
    span = steps[-1] - steps[0]
    return {
        "steps": steps.tolist(), "scores": scores.tolist(),
        "trapezoid": float(np.trapezoid(scores, steps) / span),
        "step": float(np.sum(np.diff(steps) * scores[:-1]) / span)}


def write(name, cases):
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))


write("survival.json", [survival(case) for case in range(240)])
write("areas.json", [area(case) for case in range(210)])
