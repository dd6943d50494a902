"""Makes the oracle tables of bootstrap methods, bands and performance profiles.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python generate_bootstrap.py

bootstrap_methods.json  scipy.stats.bootstrap of the tasks as samples (BCa: acceleration, and where the
                        bounds lie but for chance); numpy (studentised, by its definition)
bands.json              numpy: pointwise and simultaneous bands of curves, whole runs resampled
profiles.json           numpy: shares above thresholds; the band without random numbers
"""

import importlib.metadata
import json
import math
import pathlib
import warnings

import numpy as np
from scipy import stats
from scipy.stats import _resampling

rng = np.random.default_rng(20241106)
FOLDER = pathlib.Path(__file__).parent
VERSIONS = {n: importlib.metadata.version(n) for n in ["numpy", "scipy"]}
REPLICATES = 20_000
SLACK = 0.0135  # five standard errors of a 0.025 quantile's rank with 4,000 and 20,000 resamples
CHANCE = 5 * math.sqrt(1 / 4000 + 1 / 20_000)  # over √(p(1 − p)): those of a probability p
AGGREGATES = {
    "mean": lambda tasks: np.mean([np.mean(t, axis=-1) for t in tasks], axis=0),
    "median": lambda tasks: np.median([np.mean(t, axis=-1) for t in tasks], axis=0),
    "interquartileMean": lambda tasks: stats.trim_mean(np.concatenate(tasks, axis=-1), 0.25, axis=-1),
    "optimalityGap": lambda tasks: np.mean([np.mean(1 - np.minimum(t, 1), axis=-1) for t in tasks], axis=0),
}


def scores(case, smallest):
    tasks = int(rng.integers(1, 5))
    draw = lambda n: (
        np.round(rng.normal(0.6, 0.5, n), 4) if case % 3 else
        np.round(np.exp(rng.normal(-0.5, 0.7, n)), 4) if case % 2 else rng.integers(0, 6, n) / 4)
    return [draw(int(rng.integers(smallest, 9))) for _ in range(tasks)]


def around(values, probability, slack):
    return np.quantile(values, np.clip([probability - slack, probability + slack], 0, 1)).tolist()


def corrected(tasks, name):
    """scipy's BCa: None where it has no value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = stats.bootstrap(
            tasks, lambda *s, axis=-1: AGGREGATES[name](spread(s)), n_resamples=REPLICATES,
            vectorized=True, axis=-1, method="BCa", random_state=rng)
        low, high, acceleration = _resampling._bca_interval(
            tasks, lambda *s, axis=-1: AGGREGATES[name](spread(s)), axis=-1, alpha=0.025,
            theta_hat_b=result.bootstrap_distribution, batch=None, xp=np)
    if not (math.isfinite(acceleration) and math.isfinite(low) and math.isfinite(high)):
        return None
    values, estimate = result.bootstrap_distribution, AGGREGATES[name](tasks)
    # scipy counts ties exactly, so rounding decides in part of them; here they are ties.
    slack = 1e-12 * np.ptp(values)
    share = np.mean(values < estimate - slack) + np.mean(np.abs(values - estimate) <= slack) / 2
    if not 0.02 < share < 0.98:
        return None
    bias, doubt = stats.norm.ppf(share), CHANCE * 0.5 / stats.norm.pdf(stats.norm.ppf(share))

    def shifted(bias, tail):
        z = bias + stats.norm.ppf(tail)
        return stats.norm.cdf(bias + z / (1 - acceleration * z))

    if not np.any((values != estimate) & (np.abs(values - estimate) <= slack)):
        assert abs(shifted(bias, 0.025) - low) < 1e-12 and abs(shifted(bias, 0.975) - high) < 1e-12
    bands = []
    for tail in [0.025, 0.975]:
        ends = [shifted(bias - doubt, tail), shifted(bias + doubt, tail)]
        spreads = [CHANCE * math.sqrt(p * (1 - p)) for p in ends]
        low, high = ends[0] - spreads[0], ends[1] + spreads[1]
        # Beyond all resamples drawn here lie others that could be drawn.
        extremes = sorted(
            AGGREGATES[name]([np.full(len(t), end(t)) for t in tasks]) for end in [np.min, np.max])
        bands.append([
            float(extremes[0] if low <= 0 else np.quantile(values, low)),
            float(extremes[1] if high >= 1 else np.quantile(values, high))])
    return {"acceleration": float(acceleration), "bands": bands}


def spread(samples):
    """Samples with common leading axes; their last ones differ."""
    shape = np.broadcast_shapes(*(np.shape(s)[:-1] for s in samples))
    return [np.broadcast_to(s, shape + np.shape(s)[-1:]) for s in samples]


def measured(tasks, name):
    """The aggregate and its standard error, of `[..., run]` arrays."""
    if name == "interquartileMean":
        pooled = np.sort(np.concatenate(tasks, axis=-1), axis=-1)
        size = pooled.shape[-1]
        cut = size // 4
        low, high = pooled[..., cut, None], pooled[..., size - 1 - cut, None]
        square = sum(t.shape[-1] * exact_variance(np.clip(t, low, high)) for t in tasks if t.shape[-1] > 1)
        return AGGREGATES[name](tasks), np.sqrt(square) / (size - 2 * cut)
    if name == "optimalityGap":
        tasks = [1 - np.minimum(t, 1) for t in tasks]
    square = sum(exact_variance(t) / t.shape[-1] for t in tasks if t.shape[-1] > 1)
    return np.mean([np.mean(t, axis=-1) for t in tasks], axis=0), np.sqrt(square) / len(tasks)


def exact_variance(values):
    """ddof 1, and 0 where all values are equal."""
    same = np.ptp(values, axis=-1) == 0
    return np.where(same, 0.0, np.var(values, axis=-1, ddof=1))


def resample(tasks):
    return [t[rng.integers(0, len(t), (REPLICATES, len(t)))] for t in tasks]


def studentised(tasks, name):
    value, error = measured(tasks, name)
    values, errors = measured(resample(tasks), name)
    if error < 1e-12:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(np.abs(values - value) < 1e-12, 0.0, (values - value) / errors)
    ratios = np.sort(ratios)
    bounds = []
    for probability in [0.975, 0.025]:
        ranks = np.clip([probability + SLACK, probability - SLACK], 0, 1) * (len(ratios) - 1)
        ends = [ratios[int(round(rank))] for rank in ranks]
        if not np.all(np.isfinite(ends)):
            return None
        bounds.append([float(value - end * error) for end in ends])
    return bounds


def methods(case):
    tasks = scores(case, 1 if case % 4 == 0 else 3)
    name = list(AGGREGATES)[case % 4]
    result = {"x": [t.tolist() for t in tasks], "aggregate": name}
    several = [t for t in tasks if len(t) > 1]
    if all(len(t) > 1 for t in tasks):
        result["biasCorrected"] = corrected(tasks, name)
    if several and name != "median" and any(np.ptp(t) > 0 for t in tasks):
        result["studentised"] = studentised(tasks, name)
    return result


def band(case):
    points = int(rng.integers(2, 5))
    tasks = [
        np.round(np.cumsum(rng.normal(0.3, 0.5, (int(rng.integers(2, 9)), points)), axis=1), 3)
        for _ in range(int(rng.integers(1, 4)))]
    if case % 5 == 0:
        for task in tasks:
            task[:, 0] = 0
    name = list(AGGREGATES)[case % 4]
    drawn = [t[rng.integers(0, len(t), (REPLICATES, len(t)))] for t in tasks]  # [resample, run, point]
    curves = AGGREGATES[name]([np.moveaxis(d, 2, 0) for d in drawn])  # [point, resample]
    estimate = AGGREGATES[name]([t.T for t in tasks])
    deviation = np.std(curves, axis=1, ddof=1)
    deviation[deviation < 1e-12] = 0
    moves = deviation > 0
    result = {
        "runs": [t.tolist() for t in tasks], "aggregate": name, "estimate": estimate.tolist(),
        "pointwise": [
            [around(values, p, SLACK) for p in [0.025, 0.975]] if moves[i] else
            [[estimate[i]] * 2] * 2 for i, values in enumerate(curves)],
        "deviations": deviation.tolist(), "factors": None}
    if moves.any():
        farthest = np.max(np.abs(curves - estimate[:, None])[moves] / deviation[moves, None], axis=0)
        fewest = min(len(t) for t in tasks)
        freedom = sum(len(t) - 1 for t in tasks)
        quantiles = stats.t.isf(stats.norm.sf(around(farthest, 0.95, 0.019)), freedom)
        result["factors"] = (quantiles * math.sqrt(fewest / (fewest - 1))).tolist()
    return result


def profile(case):
    tasks = scores(case, 1)
    if case % 2:
        tasks = [t[:min(map(len, tasks))] for t in tasks]
    thresholds = np.unique(np.round(rng.uniform(-0.5, 2, 5), 2))
    if case % 3 == 0:
        thresholds = np.unique(np.append(thresholds, tasks[0][0]))
    level = [0.95, 0.9][case % 2]
    estimate = np.mean([[np.mean(t > tau) for tau in thresholds] for t in tasks], axis=0)
    result = {
        "x": [t.tolist() for t in tasks], "thresholds": thresholds.tolist(), "level": level,
        "estimate": estimate.tolist(), "half": None}
    sizes = {len(t) for t in tasks}
    if len(sizes) == 1:
        two = 2 if len(tasks) == 1 else 2 * math.e
        result["half"] = math.sqrt(math.log(two / (1 - level)) / (2 * sum(map(len, tasks))))
    return result


def write(name, cases):
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))


write("bootstrap_methods.json", [methods(case) for case in range(320)])
write("bands.json", [band(case) for case in range(220)])
write("profiles.json", [profile(case) for case in range(210)])
