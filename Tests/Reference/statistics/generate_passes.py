"""Makes the oracle table of pass@k, pass^k and maj@k, in fractions: by all choices of k attempts
where there are few, otherwise by counting choices with big integers.

    python3 generate_passes.py

passes.json  Python's standard library only; the version of Python is in the file
"""

import collections
import fractions
import itertools
import json
import math
import pathlib
import platform
import random

random.seed(20241104)
FOLDER = pathlib.Path(__file__).parent
Fraction = fractions.Fraction


def vote(answers):
    """The probability that answer 0 wins the vote, ties being broken at random."""
    counts = collections.Counter(answers)
    most = max(counts.values())
    winners = [answer for answer, count in counts.items() if count == most]
    return Fraction(int(0 in winners), len(winners))


def by_choices(answers, k):
    choices = list(itertools.combinations(answers, k))
    average = lambda f: sum((Fraction(f(choice)) for choice in choices), Fraction(0)) / len(choices)
    return [average(lambda c: int(0 in c)), average(lambda c: int(set(c) == {0})), average(vote)]


def by_counting(correct, others, k):
    """The same by the coefficients of products of Σ C(c, x) zˣ, none above x = j."""
    n = correct + sum(others)
    total = math.comb(n, k)
    won = Fraction(0)
    for j in range(1, min(correct, k) + 1):
        ways = {(0, 0): 1}  # (votes, ties)
        for count in others:
            following = collections.defaultdict(int)
            for (votes, ties), number in ways.items():
                for more in range(min(j, count, k - j - votes) + 1):
                    following[votes + more, ties + (more == j)] += number * math.comb(count, more)
            ways = following
        for (votes, ties), number in ways.items():
            if votes == k - j:
                won += Fraction(math.comb(correct, j) * number, 1 + ties)
    return [
        1 - Fraction(math.comb(n - correct, k), total), Fraction(math.comb(correct, k), total),
        won / total]


def case(index):
    if index % 8 == 7:
        correct, k = random.randint(0, 40), random.randint(1, 40)
        others = [random.randint(1, 12) for _ in range(random.randint(0, 8))]
    else:
        correct = random.randint(0, 5)
        others = [random.randint(1, 3) for _ in range(random.randint(0, 3))]
        k = random.randint(1, 6)
    if correct + sum(others) == 0:
        correct = 1
    n = correct + sum(others)
    row = {"correct": correct, "others": others, "k": k}
    if k > n:
        return row
    exact = by_counting(correct, others, k)
    if n <= 11:
        answers = [0] * correct + [a + 1 for a, count in enumerate(others) for _ in range(count)]
        assert exact == by_choices(answers, k), row
    return row | dict(zip(["any", "all", "majority"], map(float, exact)))


def large(correct, others, k):
    exact = by_counting(correct, others, k)
    return {"correct": correct, "others": others, "k": k} | dict(
        zip(["any", "all", "majority"], map(float, exact)))


cases = [case(index) for index in range(260)] + [
    large(1, [999], 1), large(400, [600], 100), large(3000, [2000], 60), large(3, [1, 1, 1, 994], 500),
    large(10_000, [1], 10_001), large(1, [100_000], 3)]
with open(FOLDER / "passes.json", "w") as file:
    lines = ",\n".join(map(json.dumps, cases))
    version = json.dumps({"python": platform.python_version()})
    file.write('{"versions": %s,\n"cases": [\n%s\n]}\n' % (version, lines))
