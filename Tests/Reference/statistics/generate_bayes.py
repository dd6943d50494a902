"""Makes bayes.json, in the folder of this script: Bayesian comparisons of pairs by baycomp.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 baycomp==1.0.3
    venv/bin/python generate_bayes.py

The scores are multiples of 1/64, so that sums at the edge of the region are exact. baycomp's
differences are second less first, so its left is "first better". Its tails of t are 1 - cdf, good to
about 1e-15 in absolute terms.
"""

import importlib.metadata
import json
import pathlib

import baycomp
import numpy as np

rng = np.random.default_rng(20250305)
DRAWS = 4000


def case(index):
    while True:
        folds, runs = int(rng.integers(2, 6)), int(rng.integers(1, 4))
        n = folds * runs
        spread = 64 if index % 3 else 4
        x = rng.integers(0, spread, n) / 64
        y = rng.integers(0, spread, n) / 64 + rng.choice([0, 4, 16]) / 64
        if np.ptp(x - y) > 0:
            break
    region = float(rng.choice([0, 1, 4, 16])) / 64
    t = baycomp.CorrelatedTTest.probs(x, y, region, runs)
    rank = baycomp.SignedRankTest(x, y, region, nsamples=DRAWS, random_state=index).sample
    winners = np.bincount(np.argmax(rank, axis=1), minlength=3) / DRAWS
    if region == 0:
        t = (t[0], 0.0, t[1])
    return {
        "x": x.tolist(), "y": y.tolist(), "region": region, "correlation": 1 / folds,
        "correlatedT": [float(v) for v in t], "signedRank": winners.tolist(),
    }


VERSIONS = {n: importlib.metadata.version(n) for n in ["numpy", "scipy", "baycomp"]}
with open(pathlib.Path(__file__).parent / "bayes.json", "w") as file:
    lines = ",\n".join(json.dumps(case(index)) for index in range(210))
    file.write('{"versions": %s,\n"draws": %d,\n"cases": [\n%s\n]}\n' % (
        json.dumps(VERSIONS), DRAWS, lines))
