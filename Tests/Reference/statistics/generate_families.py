"""Makes false_discovery.json and westfall_young.json, in the folder of this script.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 statsmodels==0.15.0
    venv/bin/python generate_families.py

false_discovery.json  families of p-values: statsmodels' fdr_bh and fdr_by
westfall_young.json   tiny samples in whole numbers: every assignment of every group of algorithms in
                      exact fractions, and every division of the algorithms into groups, by brute force
"""

import importlib.metadata
import itertools
import json
import math
import pathlib
from fractions import Fraction

import numpy as np
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(20250303)
FOLDER = pathlib.Path(__file__).parent


def family(case):
    p = rng.uniform(0, 1, int(rng.integers(1, 13))) ** rng.choice([1, 3, 6])
    p = np.round(p, 2 if case % 3 == 0 else 8)
    if case % 7 == 0:
        p[rng.integers(0, len(p))] = rng.choice([0.0, 1.0])
    return {
        "p": p.tolist(), "benjaminiHochberg": multipletests(p, method="fdr_bh")[1].tolist(),
        "benjaminiYekutieli": multipletests(p, method="fdr_by")[1].tolist(),
    }


def square(x, y):
    """Welch's t squared; 0 and infinity where both samples are constant."""
    parts = []
    for sample in (x, y):
        n, total = len(sample), sum(sample)
        squares = sum(v * v for v in sample)
        parts.append((Fraction(total, n), (squares - Fraction(total * total, n)) / (n * (n - 1))))
    (a, va), (b, vb) = parts
    if a == b:
        return 0
    return (a - b) ** 2 / (va + vb) if va + vb else math.inf


def assignments(values, sizes):
    """Every way to give the places of `values` to samples of these sizes."""
    if len(sizes) == 1:
        yield [values]
        return
    for chosen in itertools.combinations(range(len(values)), sizes[0]):
        rest = [v for i, v in enumerate(values) if i not in chosen]
        for others in assignments(rest, sizes[1:]):
            yield [[values[i] for i in chosen]] + others


def greatest(samples):
    return max(square(x, y) for x, y in itertools.combinations(samples, 2))


def group_p(samples):
    observed = greatest(samples)
    pooled = [v for sample in samples for v in sample]
    results = [greatest(s) >= observed for s in assignments(pooled, [len(s) for s in samples])]
    return Fraction(sum(results), len(results))


def partitions(items):
    if not items:
        yield []
        return
    for rest in partitions(items[1:]):
        yield [[items[0]]] + rest
        for i, group in enumerate(rest):
            yield rest[:i] + [[items[0]] + group] + rest[i + 1:]


def adjusted(samples):
    k = len(samples)
    p = {
        group: group_p([samples[i] for i in group])
        for size in range(2, k + 1) for group in itertools.combinations(range(k), size)
    }
    result = {pair: Fraction(0) for pair in itertools.combinations(range(k), 2)}
    for division in partitions(list(range(k))):
        groups = [tuple(sorted(g)) for g in division if len(g) > 1]
        if not groups:
            continue
        joint = 1 - (1 - min(p[g] for g in groups)) ** len(groups)
        for group in groups:
            for pair in itertools.combinations(group, 2):
                result[pair] = max(result[pair], joint)
    return [float(result[pair]) for pair in sorted(result)]


SIZES = [[2, 2], [3, 2], [4, 4], [3, 5], [2, 2, 2], [3, 2, 2], [3, 3], [2, 2, 2, 2]]


def permuted(case):
    sizes = SIZES[case % 7] if case % 21 else SIZES[7]
    spread = int(rng.choice([2, 4, 30]))
    shift = int(rng.choice([0, 0, 8]))
    samples = [[int(v) + shift * (i % 2) for v in rng.integers(0, spread, n)]
               for i, n in enumerate(sizes)]
    if case % 10 == 3:
        samples[0] = [samples[0][0]] * len(samples[0])
    return {"samples": samples, "adjusted": adjusted(samples)}


def write(name, cases, packages):
    versions = {n: importlib.metadata.version(n) for n in packages}
    with open(FOLDER / name, "w") as file:
        lines = ",\n".join(json.dumps(case) for case in cases)
        file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(versions), lines))


write("false_discovery.json", [family(case) for case in range(220)], ["numpy", "statsmodels"])
write("westfall_young.json", [permuted(case) for case in range(210)], ["numpy"])
