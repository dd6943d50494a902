"""Makes the oracle table of the group-sequential permutation test, in the folder of this script.

    python3 generate_group_sequential.py

group-sequential.json  two arms and a schedule of looks, small enough that every deal can be listed
                       (each block of new runs dealt to the arms in every way): the sequential p-value
                       of each look, in whole numbers and exact fractions. Python's library alone.
"""

import bisect
import itertools
import json
import pathlib
import platform
import random
from fractions import Fraction

rng = random.Random(20261121)
FOLDER = pathlib.Path(__file__).parent
SCHEDULES = [[3, 5], [4, 6], [3, 5, 7], [4, 7], [2, 3, 4, 5], [5], [2, 4, 5]]
KINDS = {
    "normal": lambda shift: round(rng.gauss(shift, 1), 4),
    "lognormal": lambda shift: round(rng.lognormvariate(shift, 1), 4),
    "few values": lambda shift: rng.randint(0, 3) + round(shift),
    "zero or one": lambda shift: int(rng.random() < 0.5 + shift / 6),
    "constant": lambda shift: 1 + round(shift),
}


def statistics(x, y, runs):
    """|sum of the first arm - sum of the second| of every deal at every look; the observed deal first."""
    deals, table, start = [0], [], 0
    for count in runs:
        block = x[start:count] + y[start:count]
        size = count - start
        differences = []
        for chosen in itertools.combinations(range(2 * size), size):
            differences.append(2 * sum(block[i] for i in chosen) - sum(block))
        deals = [deal + difference for deal in deals for difference in differences]
        table = [[value for value in row for _ in differences] for row in table]
        table.append([abs(deal) for deal in deals])
        start = count
    # The first combination of every block is the observed deal, so index 0 is it at every look.
    return table


def crosses(table, runs, level):
    """Whether the observed deal, at index 0, crosses by the last look at a level."""
    deals = len(table[0])
    crossed = [False] * deals
    before = 0
    for count, row in zip(runs, table):
        most = level * deals * (count - before) / runs_at_end
        before = count
        left = sorted(value for value, gone in zip(row, crossed) if not gone)
        for deal, value in enumerate(row):
            if not crossed[deal] and len(left) - bisect.bisect_left(left, value) <= most:
                crossed[deal] = True
        if crossed[0]:
            return True
    return False


def sequential_p(table, runs):
    """The least level at which the observed deal crosses: a count over a look's share of the deals."""
    deals = len(table[0])
    shares = [Fraction(b - a, runs_at_end) for a, b in zip([0] + runs, runs)]
    levels = sorted({Fraction(c, deals) / s for s in shares for c in range(1, deals + 1)})
    levels = [level for level in levels if level <= 1] or [Fraction(1)]
    low, high = -1, len(levels) - 1
    if not crosses(table, runs, levels[high]):
        return Fraction(1)
    while high - low > 1:
        middle = (low + high) // 2
        if crosses(table, runs, levels[middle]):
            high = middle
        else:
            low = middle
    return levels[high]


cases = []
for index in range(245):
    runs = SCHEDULES[index % len(SCHEDULES)]
    runs_at_end = runs[-1]
    kind = list(KINDS)[index // len(SCHEDULES) % len(KINDS)]
    shift = [0, 0, 0.8, 1.6, 3][index % 5]
    x = [KINDS[kind](shift) for _ in range(runs_at_end)]
    y = [KINDS[kind](0) for _ in range(runs_at_end)]
    whole = lambda sample: [round(value * 10**4) for value in sample]
    table = statistics(whole(x), whole(y), runs)
    p = [sequential_p(table[: k + 1], runs[: k + 1]) for k in range(len(runs))]
    assert all(a >= b for a, b in zip(p, p[1:])), (x, y, p)
    cases.append({"runs": runs, "x": x, "y": y, "p": [float(value) for value in p]})

(FOLDER / "group-sequential.json").write_text(
    json.dumps({"versions": {"python": platform.python_version()}, "cases": cases})
    .replace('}, {"runs"', '},\n{"runs"')
    + "\n"
)
