"""Writes digests.json: 60 episodes of each control task as Gymnasium plays them.

Versions are in the output. Run: python digests.py > digests.json

An episode of seed s: reset(seed=s), then actions from x <- x * 6364136223846793005 +
1442695040888963407 mod 2^64, x0 = 7 s + 3, r = x >> 33: r mod n for n discrete actions, or the
float32 of ((r mod 2^24) / 2^23 - 1) * 1.2 * limit for a box (all mantissa bits, clipping included).

The digest is FNV-1a (64 bits) over the little-endian bytes of: the initial state (float64) and
observation (float32); then for each step the state, the observation, the reward (float64), and the
bytes terminated and truncated.
"""

import json
import platform
import sys

import gymnasium
import numpy

MASK = (1 << 64) - 1
EPISODES = 60


def fnv1a(digest, data):
    for byte in data:
        digest = ((digest ^ byte) * 0x100000001B3) & MASK
    return digest


def play(environment, seed):
    observation, _ = environment.reset(seed=seed)
    x = seed * 7 + 3
    total, steps, ended = 0.0, 0, False
    state = lambda: numpy.array(environment.unwrapped.state, dtype="<f8").tobytes()
    digest = fnv1a(0xCBF29CE484222325, state() + observation.astype("<f4").tobytes())
    space = environment.action_space
    while not ended:
        x = (x * 6364136223846793005 + 1442695040888963407) & MASK
        r = x >> 33
        if hasattr(space, "n"):
            action = int(r % space.n)
        else:
            scale = float(space.high[0]) * 1.2
            action = numpy.array([((r % 2**24) / 2**23 - 1) * scale], dtype=numpy.float32)
        observation, reward, terminated, truncated, _ = environment.step(action)
        assert observation.dtype == numpy.float32
        digest = fnv1a(
            digest,
            state()
            + observation.astype("<f4").tobytes()
            + numpy.array(float(reward), dtype="<f8").tobytes()
            + bytes([bool(terminated), bool(truncated)]),
        )
        total += float(reward)
        steps += 1
        ended = terminated or truncated
    return {"seed": seed, "steps": steps, "return": total.hex(), "digest": f"{digest:016x}"}


tasks = {}
for name in ["CartPole-v1", "Acrobot-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Pendulum-v1"]:
    environment = gymnasium.make(name)
    tasks[name] = [play(environment, seed) for seed in range(EPISODES)]
json.dump(
    {
        "versions": {
            "gymnasium": gymnasium.__version__,
            "numpy": numpy.__version__,
            "python": platform.python_version(),
            "libc": " ".join(platform.libc_ver()),
        },
        "tasks": tasks,
    },
    sys.stdout,
    indent=1,
)
print()
