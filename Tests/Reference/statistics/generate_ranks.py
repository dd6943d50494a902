"""Makes friedman.json, range.json and groups.json, in the folder of this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 scikit-posthocs==0.17.1 mpmath==1.4.1
    venv/bin/python generate_ranks.py

friedman.json  scipy: friedmanchisquare (three algorithms or more), mean ranks, the tail of Iman's and
               Davenport's F; scikit-posthocs: Nemenyi's p-values
range.json     the studentised range with infinitely many degrees of freedom: quantiles by scipy, tails
               by mpmath with 60 digits, of which the subtraction leaves 15
groups.json    maximal cliques of pairs that do not differ: those under the bars of scikit-posthocs'
               critical-difference diagram
"""

import importlib.metadata
import json
import math
import pathlib

import mpmath
import numpy as np
import pandas as pd
import scikit_posthocs
from scikit_posthocs._plotting import _find_maximal_cliques
from scipy import stats

rng = np.random.default_rng(20250304)
FOLDER = pathlib.Path(__file__).parent
mpmath.mp.dps = 60


def friedman(case):
    while True:
        n, k = int(rng.integers(2, 13)), int(rng.integers(3, 8))
        scores = np.round(rng.normal(0, 1, (n, k)) + rng.choice([0, 0.3, 2]) * np.arange(k), 3)
        if case % 3 == 0:
            scores = rng.integers(0, 3, (n, k)).astype(float)
        with np.errstate(all="ignore"):
            chi = float(stats.friedmanchisquare(*scores.T).statistic)
        if math.isfinite(chi) and chi < n * (k - 1) - 1e-6:
            break
    f = (n - 1) * chi / (n * (k - 1) - chi)
    nemenyi = scikit_posthocs.posthoc_nemenyi_friedman(scores).to_numpy()
    return {
        "scores": scores.tolist(), "ranks": stats.rankdata(-scores, axis=1).mean(axis=0).tolist(),
        "chiSquare": chi, "chiSquarePValue": float(stats.friedmanchisquare(*scores.T).pvalue),
        "statistic": f, "pValue": float(stats.f.sf(f, k - 1, (k - 1) * (n - 1))),
        "nemenyi": [float(nemenyi[i, j]) for i in range(k) for j in range(i + 1, k)],
    }


def tail(r, k):
    f = lambda z: k * mpmath.npdf(z) * (
        mpmath.ncdf(z) ** (k - 1) - (mpmath.ncdf(z) - mpmath.ncdf(z - r)) ** (k - 1))
    return float(mpmath.quad(f, [-20, -6, 0, r / 2, r, r + 6, r + 20]))


def ranges():
    for k in [2, 3, 4, 5, 6, 8, 10, 15, 20, 40]:
        for alpha in [0.5, 0.1, 0.05, 0.01]:
            q = float(stats.studentized_range.isf(alpha, k, np.inf))
            yield {"count": k, "tail": alpha, "quantile": q, "exact": False}
    for k in [2, 3, 5, 12]:
        for r in [0.1, 1, 3, 5, 8, 12, 20]:
            yield {"count": k, "tail": tail(mpmath.mpf(r), k), "quantile": r, "exact": True}


def groups(case):
    k = int(rng.integers(2, 9))
    p = np.ones((k, k))
    for i in range(k):
        for j in range(i):
            p[i, j] = p[j, i] = round(float(rng.choice([rng.uniform(0, 0.1), rng.uniform()])), 6)
    ranks = np.round(rng.uniform(1, k, k), 3)
    order = np.argsort(ranks, kind="stable")
    adjacent = pd.DataFrame((p > 0.05).astype(int) - 2 * np.eye(k, dtype=int))
    cliques = _find_maximal_cliques(adjacent.abs())
    place = {int(a): i for i, a in enumerate(order)}
    bars = sorted(sorted(place[int(a)] for a in c) for c in cliques if len(c) > 1)
    return {
        "ranks": ranks.tolist(), "p": [float(p[i, j]) for i in range(k) for j in range(i + 1, k)],
        "groups": [[int(order[i]) for i in bar] for bar in bars],
    }


def write(name, cases, packages):
    versions = {n: importlib.metadata.version(n) for n in packages}
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(versions), lines))


write("friedman.json", [friedman(case) for case in range(210)],
      ["numpy", "scipy", "scikit-posthocs"])
write("range.json", list(ranges()), ["scipy", "mpmath"])
write("groups.json", [groups(case) for case in range(210)], ["pandas", "scikit-posthocs"])
