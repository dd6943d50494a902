"""Makes equivalence.json, in the folder of this script: two one-sided tests and one-sided tests.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python generate_equivalence.py

statsmodels gives both one-sided p-values (ttost_ind with unequal variances, ttost_paired); scipy the
one-sided p of "greater" and the interval of level 1 - 2 alpha.
"""

import importlib.metadata
import json
import pathlib

import numpy as np
from scipy import stats
from statsmodels.stats.weightstats import ttost_ind, ttost_paired

rng = np.random.default_rng(20250301)
KINDS = [
    lambda n, shift: np.round(rng.normal(shift, 1, n), 4),
    lambda n, shift: np.round(np.exp(rng.normal(shift, 1, n)), 4),
    lambda n, shift: rng.integers(0, 3, n) + np.round(shift),
    lambda n, shift: rng.integers(0, 2, n).astype(float),
    lambda n, shift: np.round(1000 + rng.normal(shift, 1, n), 3),
]


def case(index):
    paired = index % 2 == 1
    while True:
        n = int(rng.integers(2, 30 if index % 5 == 0 else 9))
        m = n if paired else int(rng.integers(2, 12))
        kind = KINDS[index % len(KINDS)]
        x, y = kind(n, 0.0), kind(m, rng.choice([0.0, 0.5, 2.0]))
        if paired and np.ptp(x - y) > 1e-9 or not paired and np.ptp(x) + np.ptp(y) > 0:
            break
    margin, alpha = float(rng.choice([0.01, 0.5, 1.0, 3.0])), float(rng.choice([0.05, 0.1, 0.01]))
    if paired:
        _, lower, upper = ttost_paired(x, y, -margin, margin)
        test = stats.ttest_rel(x, y, alternative="greater")
        interval = stats.ttest_rel(x, y).confidence_interval(1 - 2 * alpha)
    else:
        _, lower, upper = ttost_ind(x, y, -margin, margin, usevar="unequal")
        test = stats.ttest_ind(x, y, equal_var=False, alternative="greater")
        interval = stats.ttest_ind(x, y, equal_var=False).confidence_interval(1 - 2 * alpha)
    return {
        "x": x.tolist(), "y": y.tolist(), "paired": paired, "margin": margin, "alpha": alpha,
        "lower": float(lower[1]), "upper": float(upper[1]), "greater": float(test.pvalue),
        "interval": [float(interval.low), float(interval.high)],
    }


VERSIONS = {n: importlib.metadata.version(n) for n in ["numpy", "scipy", "statsmodels"]}
with open(pathlib.Path(__file__).parent / "equivalence.json", "w") as file:
    lines = ",\n".join(json.dumps(case(index)) for index in range(240))
    file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(VERSIONS), lines))
