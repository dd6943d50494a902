"""Runs Assay and its peers in turn on the same work and core; prints the ratios of medians.

usage: compare.py FOLDER PEER_PYTHON [ROUNDS] [ppo|trpo|grpo|trl|bootstrap]...

FOLDER holds the executables `training`, `questions` and `statistics`; `.build/release/assay`, built too, prints the
peers' problems. Without names all comparisons are made. Each is of the medians over the rounds of both sides, which take
turns.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

folder, python = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
wanted = sys.argv[4:] or ["ppo", "trpo", "grpo", "trl", "bootstrap"]
training, questions, assay_statistics = (
    pathlib.Path(folder, name) for name in ["training", "questions", "statistics"])
peers = pathlib.Path(__file__).resolve().parent
assay = peers.parents[1] / ".build/release/assay"
PROBLEMS, ITERATIONS = 65_536, 30

# In how many steps both sides are taught before: until completions have the solutions' form, and until about as many
# are right as where reinforcement of the suites begins.
TAUGHT = 150, 1000


def output(*command):
    """The last line that a command prints, run on one core."""
    pinned = ["taskset", "-c", "0", *map(str, command)]
    run = subprocess.run(pinned, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode != 0:
        sys.exit(f"{' '.join(pinned)} failed:\n{run.stderr}")
    return run.stdout.splitlines()[-1]


def median(sides, key):
    return statistics.median(key(side) for side in sides)


def steps(algorithm, total, peer_total):
    """Environment steps per second on CartPole-v1."""
    ours, theirs = [], []
    for seed in range(rounds):
        ours.append(float(output(training, algorithm, total, seed)))
        theirs.append(
            float(output(python, peers / "stable_baselines.py", algorithm, peer_total, seed)))
    ours, theirs = statistics.median(ours), statistics.median(theirs)
    print(
        f"{algorithm} CartPole-v1, one core: Assay {ours:,.0f} steps/s, "
        f"Stable-Baselines3 {theirs:,.0f} steps/s, ratio {ours / theirs:.1f} "
        f"(medians of {rounds})", flush=True)


def bootstrap(resamples):
    """Processor time of a stratified bootstrap interval of the interquartile mean."""
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(float(output(assay_statistics, "bootstrap", resamples)))
        theirs.append(float(output(python, peers / "rliable_bootstrap.py", resamples)))
    ours, theirs = statistics.median(ours), statistics.median(theirs)
    print(
        f"stratified bootstrap of the IQM, 10 runs × 20 tasks, {resamples:,} resamples, one core: "
        f"Assay {ours:.3f} s, rliable {theirs:.2f} s, ratio {theirs / ours:.0f} "
        f"(medians of {rounds}, processor time)", flush=True)


def iteration(prompts, updates, taught):
    """A round of GRPO iterations."""
    return json.loads(output(questions, "grpo", prompts, 8, updates, ITERATIONS, taught))


def peer_iteration(script, problems, count, prompts, updates, taught):
    """The same of a peer, which is taught once and keeps its network beside the problems."""
    network = f"{problems}.{script}.{taught}"
    return json.loads(output(
        python, peers / script, problems, "--iterations", count, "--prompts", prompts,
        "--group", 8, "--updates", updates, "--taught", taught, "--network", network))


def report_iterations(prompts, updates, taught, name, ours, theirs, seconds):
    our_seconds = median(ours, lambda r: r["secondsPerIteration"])
    their_seconds = median(theirs, seconds)
    print(
        f"grpo arithmetic level 2, taught {taught} steps, {prompts} × 8 completions, {updates} update"
        f"{'s' if updates > 1 else ''}, one core: Assay {our_seconds:.3f} s/iteration, "
        f"{name} {their_seconds:.3f} s/iteration, ratio {their_seconds / our_seconds:.1f} "
        f"(medians of {rounds}; {median(ours, lambda r: r['tokensPerIteration']):,.0f} and "
        f"{median(theirs, lambda r: r['tokensPerIteration']):,.0f} tokens; "
        f"mean rewards {median(ours, lambda r: r['reward']):.2f} and "
        f"{median(theirs, lambda r: r['reward']):.2f}; "
        f"{ours[0]['parameters']:,.0f} and {theirs[0]['parameters']:,.0f} parameters)", flush=True)


def torch_grpo(problems, taught):
    """An iteration of GRPO, and its sampling alone, against PyTorch."""
    ours, theirs, sampled = [], [], []
    for _ in range(rounds):
        ours.append(iteration(32, 1, taught))
        theirs.append(peer_iteration("torch_grpo.py", problems, 20, 32, 1, taught))
        sampled.append(json.loads(output(questions, "sampling", 32, 8, ITERATIONS, taught)))
    report_iterations(
        32, 1, taught, "PyTorch", ours, theirs, lambda r: r["secondsPerIteration"]["total"])
    our_rate, their_rate = (
        median(side, lambda r: r["sampledTokensPerSecond"]) for side in (sampled, theirs))
    print(
        f"sampling arithmetic level 2, taught {taught} steps, 32 × 8 completions, one core: Assay {our_rate:,.0f} "
        f"tokens/s, PyTorch {their_rate:,.0f} tokens/s, ratio {our_rate / their_rate:.1f} "
        f"(medians of {rounds})", flush=True)


def trl_grpo(problems, taught):
    """An iteration of GRPO against TRL."""
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(iteration(64, 2, taught))
        theirs.append(peer_iteration("trl_grpo.py", problems, 5, 64, 2, taught))
    report_iterations(64, 2, taught, "TRL", ours, theirs, lambda r: r["secondsPerIteration"])


def main():
    if "ppo" in wanted:
        steps("ppo", 500_000, 20_000)
    if "trpo" in wanted:
        steps("trpo", 500_000, 20_480)
    if "bootstrap" in wanted:
        bootstrap(50_000)
    if "grpo" not in wanted and "trl" not in wanted:
        return
    with tempfile.TemporaryDirectory() as scratch:
        problems = pathlib.Path(scratch, "problems.jsonl")
        with open(problems, "w") as lines:
            command = f"problems arithmetic --level 2 --count {PROBLEMS} --format tokens"
            subprocess.run([assay, *command.split()], check=True, stdout=lines)
        for taught in TAUGHT:
            if "grpo" in wanted:
                torch_grpo(problems, taught)
            if "trl" in wanted:
                trl_grpo(problems, taught)


if __name__ == "__main__":
    main()
