"""Makes sign_gap.json and sign_gap_power.json, in the folder of this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    venv/bin/python generate_sign_gap.py

sign_gap.json        p in whole fractions of the decimals themselves, all sign flips counted
sign_gap_power.json  power of normal differences by Gauss-Legendre quadrature over the
                     smallest difference: at least k - 1 of the others lie between it and it over r0
                     (the program integrates over the k-th)
"""

import importlib.metadata
import itertools
import json
import math
import pathlib
from fractions import Fraction

import numpy as np
from scipy import special

rng = np.random.default_rng(50625)
FOLDER = pathlib.Path(__file__).parent
VERSIONS = {name: importlib.metadata.version(name) for name in ["numpy", "scipy"]}
NODES, WEIGHTS = np.polynomial.legendre.leggauss(40)
KINDS = {
    "normal": lambda n, s: (np.round(rng.normal(s, 1, n), 4), np.round(rng.normal(0, 1, n), 4)),
    "lognormal": lambda n, s: (
        np.round(np.exp(rng.normal(s, 1, n)), 4), np.round(np.exp(rng.normal(0, 1, n)), 4)),
    "few values": lambda n, s: (
        rng.integers(0, 4, n) + np.round(2 * s), rng.integers(0, 4, n).astype(float)),
    "tenths": lambda n, s: (
        np.round(rng.integers(0, 8, n) / 10 + np.round(s, 1), 1), rng.integers(0, 8, n) / 10),
    "zero or one": lambda n, s: (
        rng.integers(0, 2, n).astype(float), rng.integers(0, 2, n).astype(float)),
    "constant": lambda n, s: (np.full(n, float(rng.integers(0, 2))), np.full(n, 0.3)),
}


def compared(n):
    return max(2, (n + 1) // 2)


def p_value(x, y):
    differences = [Fraction(repr(float(a))) - Fraction(repr(float(b))) for a, b in zip(x, y)]
    n = len(differences)
    if n > 1 and (all(d > 0 for d in differences) or all(d < 0 for d in differences)):
        magnitudes = sorted(abs(d) for d in differences)
        gap = magnitudes[0] / magnitudes[compared(n) - 1]
        share = max(Fraction(1, 2), (1 - gap) ** (compared(n) - 1))
        return float(Fraction(2, 2**n) * share), float(gap)
    sums = [abs(sum(s * d for s, d in zip(signs, differences)))
            for signs in itertools.product([1, -1], repeat=n)]
    return sum(s >= abs(sum(differences)) for s in sums) / 2**n, None


def power(n, alpha, effect):
    k = compared(n)
    gap = 1 - (alpha * 2 ** (n - 1)) ** (1 / (k - 1))
    total = 0.0
    for shift in (effect, -effect):
        middle = max(shift, 0)
        steps = np.arange(-12, 12.25, 0.25)
        # Where the k-th may be anything, the smallest varies on the scale of r0.
        ends = sorted({max(middle + step, 0.0) for step in steps} | {
            max(gap * (middle + step), 0.0) for step in steps})
        for low, high in zip(ends, ends[1:]):
            m = low + (high - low) * (NODES + 1) / 2
            above, far = special.ndtr(shift - m), special.ndtr(shift - m / gap)
            others = sum(math.comb(n - 1, j) * (above - far) ** j * far ** (n - 1 - j)
                         for j in range(k - 1, n))
            density = n * np.exp(-((m - shift) ** 2) / 2) / math.sqrt(2 * math.pi) * others
            total += (high - low) / 2 * math.fsum(WEIGHTS * density)
    return total


def cases():
    for kind, n, shift, _ in itertools.product(KINDS, [1, 2, 3, 4, 5, 6, 7, 9], [0, 1, 3], range(3)):
        x, y = KINDS[kind](n, shift)
        p, gap = p_value(x, y)
        yield {"x": list(map(float, x)), "y": list(map(float, y)), "p": p, "gap": gap}


def power_cases():
    for n, part, effect in itertools.product(
            [2, 3, 4, 5, 6, 7, 8, 10, 14], [1.02, 1.3, 1.6, 1.9], [0, 0.3, 1, 1.7, 2.5, 5]):
        alpha = round(part / 2**n, 9)
        yield {"pairs": n, "alpha": alpha, "effect": effect, "power": power(n, alpha, effect)}
    for effect, n, alpha in [(e, n, a) for e in (0.5, 1.5, 2.2) for n, a in [(4, 0.1), (5, 0.05), (7, 0.01)]]:
        yield {"pairs": n, "alpha": alpha, "effect": effect, "power": power(n, alpha, effect)}


for name, rows in [("sign_gap.json", cases()), ("sign_gap_power.json", power_cases())]:
    lines = ",\n".join("  " + json.dumps(row) for row in rows)
    (FOLDER / name).write_text(
        '{"versions": %s, "cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))
