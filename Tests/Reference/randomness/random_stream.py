"""Writes random_stream.json: numbers of addressed streams, from a second implementation.

Run: python random_stream.py > random_stream.json   (standard library only)

Philox4x32-10 after Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); the
address scheme and the draws as the guide page on randomness defines them.
"""

import json
import sys

M32 = (1 << 32) - 1
M64 = (1 << 64) - 1


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = c[0] * 0xD2511F53, c[2] * 0xCD9E8D57
        c = [(b >> 32) ^ c[1] ^ k[0], b & M32, (a >> 32) ^ c[3] ^ k[1], a & M32]
        k = [(k[0] + 0x9E3779B9) & M32, (k[1] + 0xBB67AE85) & M32]
    return c


def absorb(state, word):
    word &= M64
    return [x ^ y for x, y in zip(state, philox(state, [word & M32, word >> 32]))]


def absorb_address(state, purpose, indices):
    data = purpose.encode()
    words = [int.from_bytes(data[i : i + 8], "little") for i in range(0, len(data), 8)]
    for word in [len(data), *words, len(indices), *indices]:
        state = absorb(state, word)
    return state


class Stream:
    def __init__(self, state):
        self.state, self.block, self.words = state, 0, []

    @classmethod
    def at(cls, seed, purpose, *indices):
        return cls(absorb_address(absorb([0, 0, 0, 0], seed), purpose, indices))

    def substream(self, purpose, *indices):
        return Stream(absorb_address(self.state, purpose, indices))

    def next32(self):
        if not self.words:
            counter = [self.block & M32, self.block >> 32, self.state[2], self.state[3]]
            self.words = philox(counter, self.state[:2])
            self.block += 1
        return self.words.pop(0)

    def next64(self):
        low = self.next32()
        return low | self.next32() << 32

    def uniform(self):
        return (self.next64() >> 11) / 2**53

    def uniform_float(self):
        return (self.next32() >> 8) / 2**24

    def integer(self, bound):
        # Accept a draw unless its low half is among the first 2^64 mod bound.
        while True:
            product = self.next64() * bound
            if product & M64 >= 2**64 % bound:
                return product >> 64

    def categorical(self, weights):
        total = 0.0
        for weight in weights:
            total += weight
        threshold, running = self.uniform() * total, 0.0
        for index, weight in enumerate(weights):
            running += weight
            if running > threshold:
                return index

    def shuffled(self, count):
        elements = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.integer(last + 1)
            elements[last], elements[other] = elements[other], elements[last]
        return elements


ADDRESSES = [
    (0, "", []),
    (42, "reset", [0]),
    (2**64 - 1, "eight ch", [1, -1, 2**63 - 1, -(2**63)]),
    (7, "more than eight characters, and π", [3, 1, 4, 1, 5]),
]
BOUNDS = [1, 2, 3, 10, 1_000_003, 2**62 + 1, 2**63 - 1]
WEIGHTS = [0.0, 0.25, 0.0, 1.5, 3.0, 0.0]


def draws(make):
    stream = make()
    words = [stream.next32() for _ in range(3)] + [stream.next64() for _ in range(4)]
    uniform, single, integers, categories, orders = make(), make(), make(), make(), make()
    return {
        "words": [f"{word:x}" for word in words],
        "uniform": [uniform.uniform().hex() for _ in range(5)],
        "uniformFloat": [single.uniform_float().hex() for _ in range(5)],
        "integers": [integers.integer(bound) for bound in BOUNDS for _ in range(4)],
        "categorical": [categories.categorical(WEIGHTS) for _ in range(20)],
        "shuffled": orders.shuffled(13),
        "substream": f"{make().substream('below', 5).next64():x}",
        "nested": f"{make().substream('below', 5).substream('').next64():x}",
    }


json.dump(
    {
        "python": sys.version.split()[0],
        "bounds": BOUNDS,
        "weights": WEIGHTS,
        "streams": [
            {"seed": seed, "purpose": purpose, "indices": indices}
            | draws(lambda: Stream.at(seed, purpose, *indices))
            for seed, purpose, indices in ADDRESSES
        ],
    },
    sys.stdout,
    indent=1,
    ensure_ascii=False,
)
print()
