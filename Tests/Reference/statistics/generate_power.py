"""Makes noncentral_t.json and power.json, in the folder of this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 mpmath==1.4.1
    venv/bin/python generate_power.py

noncentral_t.json  both tails of noncentral t: scipy.stats.nct over a grid, and mpmath with 30 digits
                   (quadrature over the chi density) at fewer places, tails of 1e-12 and less among them
power.json         power by scipy.stats.nct, confirmed by statsmodels' TTestIndPower and TTestPower where
                   they are not NaN; the effect with a given power by scipy.optimize.brentq and the
                   number of runs by counting up, because statsmodels' solve_power meets its NaN and
                   returns roots that are none
"""

import importlib.metadata
import json
import math
import pathlib

import mpmath
import numpy as np
from scipy import optimize, stats
from statsmodels.stats.power import TTestIndPower, TTestPower

rng = np.random.default_rng(20250302)
FOLDER = pathlib.Path(__file__).parent
VERSIONS = {
    n: importlib.metadata.version(n) for n in ["numpy", "scipy", "statsmodels", "mpmath"]
}
mpmath.mp.dps = 30


def number(value):
    """None where scipy gives NaN."""
    value = float(value)
    return value if math.isfinite(value) else None


def exact(t, nu, delta, upper):
    t, nu, delta = mpmath.mpf(t), mpmath.mpf(nu), mpmath.mpf(delta)
    constant = 2 * (nu / 2) ** (nu / 2) / mpmath.gamma(nu / 2)
    sign = -1 if upper else 1
    f = lambda u: (
        mpmath.ncdf(sign * (t * u - delta)) * constant * u ** (nu - 1) * mpmath.exp(-nu * u * u / 2))
    width = 1 / mpmath.sqrt(2 * nu)
    points = sorted({mpmath.mpf(0)} | {
        max(mpmath.mpf(0), c + k * width) for c in (mpmath.mpf(1), mpmath.mpf("0.5"), mpmath.mpf("0.25"))
        for k in range(-12, 13, 2)} | {mpmath.mpf(v) for v in (2, 3, 5, 8)})
    return float(mpmath.quad(f, points))


def grid():
    for nu in [2, 3, 4, 5.5, 8, 10, 18, 38, 98, 300, 1000]:
        for delta in [0.0, 0.5, 1, 2.5, 5, 10, 20, 40]:
            for spread in [-3, -1, 0, 1, 3]:
                # Around the bulk: further out scipy itself is not good to 1e-10.
                t = round(delta + spread * math.sqrt(1 + delta * delta / (2 * nu)), 3)
                yield {
                    "t": t, "degreesOfFreedom": nu, "noncentrality": delta,
                    "lower": number(stats.nct.cdf(t, nu, delta)),
                    "upper": number(stats.nct.sf(t, nu, delta)),
                }


def tails():
    for nu in [1, 2, 4, 7.5, 18, 60, 200, 1000]:
        for delta, t in [(0, 3), (1, -2), (3, 0.5), (5, 15), (8, 1), (20, 12), (40, 30), (2, 9)]:
            yield {
                "t": t, "degreesOfFreedom": nu, "noncentrality": delta,
                "lower": exact(t, nu, delta, False), "upper": exact(t, nu, delta, True),
            }


def student(effect, counts, alpha):
    """Power by scipy.stats.nct, whose NaN far down the lower tail is 0 here."""
    if len(counts) == 2:
        nu, root = sum(counts) - 2, math.sqrt(counts[0] * counts[1] / sum(counts))
    else:
        nu, root = counts[0] - 1, math.sqrt(counts[0])
    critical = stats.t.isf(alpha / 2, nu)
    below = stats.nct.cdf(-critical, nu, effect * root)
    return stats.nct.sf(critical, nu, effect * root) + (0 if math.isnan(below) else below)


def power(case):
    alpha = float(rng.choice([0.05, 0.05 / 6, 0.001, 0.1]))
    target = float(rng.choice([0.5, 0.8, 0.9, 0.95]))
    effect = round(float(rng.uniform(0.1, 3)), 3)
    n = int(rng.integers(3, 61))
    if case % 2:
        counts = [n, n if case % 4 == 1 else int(rng.integers(2, 61))]
        confirmed = TTestIndPower().power(effect, counts[0], alpha, ratio=counts[1] / counts[0])
    else:
        counts = [n]
        confirmed = TTestPower().power(effect, n, alpha)
    value = float(student(effect, counts, alpha))
    if math.isfinite(confirmed):
        assert abs(confirmed - value) < 1e-11, (counts, effect, alpha, confirmed, value)
    detectable = optimize.brentq(
        lambda d: student(d, counts, alpha) - target, 1e-3, 60, xtol=1e-14, rtol=1e-14)
    seeds = 2
    while student(effect, [seeds] * len(counts), alpha) < target:
        seeds += 1
    return {
        "counts": counts, "effect": effect, "alpha": alpha, "target": target, "power": value,
        "detectable": detectable, "seeds": seeds,
    }


def write(name, cases):
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))


write("noncentral_t.json", [{**row, "exact": False} for row in grid()]
      + [{**row, "exact": True} for row in tails()])
write("power.json", [power(case) for case in range(220)])
