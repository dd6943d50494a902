"""Runs Assay and Stable-Baselines3 in turn on the same work and core; prints the ratio of medians.

usage: compare.py TRAINING_EXECUTABLE PEER_PYTHON [ROUNDS]
"""

import pathlib
import statistics
import subprocess
import sys

training, python = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
peer_script = pathlib.Path(__file__).with_name("stable_baselines.py")


def rate(command):
    pinned = ["taskset", "-c", "0", *map(str, command)]
    return float(subprocess.run(pinned, check=True, capture_output=True, text=True).stdout.split()[-1])


for algorithm, steps, peer_steps in (("ppo", 500_000, 20_000), ("trpo", 500_000, 20_480)):
    ours, theirs = [], []
    for seed in range(rounds):
        ours.append(rate([training, algorithm, steps, seed]))
        theirs.append(rate([python, peer_script, algorithm, peer_steps, seed]))
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(
        f"{algorithm} CartPole-v1, one core: Assay {statistics.median(ours):,.0f} steps/s, "
        f"Stable-Baselines3 {statistics.median(theirs):,.0f} steps/s, ratio {ratio:.1f} "
        f"(medians of {rounds})", flush=True)
