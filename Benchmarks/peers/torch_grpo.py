"""Times GRPO of a small transformer as a PyTorch user would write it by hand, on one core.

usage: torch_grpo.py [PROBLEMS] [--iterations N] [--prompts N] [--group N] [--updates N] [--taught N] [--network FILE]

PROBLEMS is a file, or standard input, of JSON Lines {"question": [token], "solution": [token], "answer": n},
as `assay problems … --format tokens` prints them. The network is first taught the solutions in some steps (150
without --taught), so that its completions have the solutions' lengths and end by themselves; FILE keeps what it was
taught from one call to the next. An iteration samples a group of completions for
each prompt, with cached keys and values: a group's prompt is computed once, completions that have ended are
dropped. Then it steps Adam on the whole batch, the clipped loss a mean over tokens. Prints seconds of processor
time per iteration and sampled tokens per such second, medians over the iterations, as JSON. Versions:
requirements.txt.
"""

import argparse
import json
import os
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional

WIDTH, LAYERS, HEADS = 64, 2, 4
END, DIGITS, ANSWER = 2, range(3, 13), 20  # the tokens' numbers: Sources/Tasks/Arithmetic/Symbol.swift
TAUGHT_BATCH, TAUGHT_RATE = 64, 4e-3
LEARNING_RATE, CLIP, MAXIMUM_NORM = 3e-4, 0.2, 1.0
WARM_UP = 3


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention_norm, self.mlp_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def heads(self, x):
        """Queries, keys and values, each [rows, heads, tokens, width of a head]."""
        rows, tokens, _ = x.shape
        qkv = self.qkv(self.attention_norm(x)).view(rows, tokens, 3, HEADS, WIDTH // HEADS)
        return qkv.permute(2, 0, 3, 1, 4)

    def rest(self, x, attended):
        x = x + self.out(attended.transpose(1, 2).reshape(x.shape))
        return x + self.down(functional.gelu(self.up(self.mlp_norm(x)), approximate="tanh"))

    def forward(self, x):
        """The block's output for whole sequences, with the keys and values."""
        q, k, v = self.heads(x)
        return self.rest(x, functional.scaled_dot_product_attention(q, k, v, is_causal=True)), k, v

    def step(self, x, cache, column, bias):
        """The output for one more token of each row; `bias` is -infinity at columns without a token."""
        q, k, v = self.heads(x)
        keys, values = cache  # keys [rows, heads, width of a head, columns]: the faster product
        keys[..., column], values[:, :, column] = k[:, :, 0], v[:, :, 0]
        scores = q * (WIDTH // HEADS) ** -0.5 @ keys[..., : column + 1] + bias[..., : column + 1]
        return self.rest(x, scores.softmax(-1) @ values[:, :, : column + 1])


class Transformer(nn.Module):
    def __init__(self, vocabulary, context):
        super().__init__()
        self.embedding, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(context, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm, self.head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, vocabulary)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                nn.init.normal_(parameter, 0, 0.05)

    def embed(self, tokens, positions):
        return self.embedding(tokens) + self.positions(positions)

    def trunk(self, tokens):
        x, caches = self.embed(tokens, torch.arange(tokens.shape[1])), []
        for block in self.blocks:
            x, *cache = block(x)
            caches.append(cache)
        return x, caches

    def log_probabilities(self, x):
        return self.head(self.norm(x)).log_softmax(-1)


def padded(sequences):
    """The sequences as rows, filled on the right with token 0."""
    return nn.utils.rnn.pad_sequence([torch.tensor(s) for s in sequences], batch_first=True)


def chosen(log, tokens):
    return log.gather(-1, tokens[..., None])[..., 0]


def drawn(log):
    """One token a row by inverting the cumulative distribution: cheaper than torch.multinomial."""
    cumulative = log.exp().cumsum(-1)
    return (cumulative < torch.rand(len(log), 1) * cumulative[:, -1:]).sum(-1)


@torch.inference_mode()
def sample(model, prompts, group, limit):
    """Completions [prompts * group] as lists of tokens, and the log-probabilities of their tokens."""
    lengths = torch.tensor([len(p) for p in prompts])
    width = int(lengths.max())
    x, prompt_caches = model.trunk(padded(prompts))
    log = model.log_probabilities(x[torch.arange(len(prompts)), lengths - 1])
    log, positions = log.repeat_interleave(group, 0), lengths.repeat_interleave(group)
    rows = len(positions)
    bias = torch.zeros(rows, 1, 1, width + limit)
    bias[:, 0, 0, :width].masked_fill_(torch.arange(width) >= positions[:, None], -torch.inf)
    caches = []
    for k, v in prompt_caches:
        keys = k.new_empty(rows, HEADS, WIDTH // HEADS, width + limit)
        values = v.new_empty(rows, HEADS, width + limit, WIDTH // HEADS)
        keys[..., :width] = k.transpose(-1, -2).repeat_interleave(group, 0)
        values[:, :, :width] = v.repeat_interleave(group, 0)
        caches.append((keys, values))
    tokens, logs = torch.zeros(rows, limit, dtype=torch.long), torch.zeros(rows, limit)
    running, ended = torch.arange(rows), torch.zeros(rows, dtype=torch.bool)
    counts = torch.full((rows,), limit)
    for t in range(limit):
        token = drawn(log)
        tokens[running, t], logs[running, t] = token, chosen(log, token)
        counts[running[(token == END) & ~ended]] = t + 1
        ended |= token == END
        open_rows = int((~ended).sum())
        if open_rows == 0 or t == limit - 1:
            break
        if open_rows < 0.9 * len(running):  # moving the cache costs more than a few rows too many
            kept = (~ended).nonzero()[:, 0]
            running, token, positions, bias, ended = (
                a[kept] for a in (running, token, positions, bias, ended))
            caches = [(keys[kept], values[kept]) for keys, values in caches]
        x = model.embed(token, positions)[:, None]
        for block, cache in zip(model.blocks, caches):
            x = block.step(x, cache, width + t, bias)
        log, positions = model.log_probabilities(x[:, 0]), positions + 1
    counts = counts.tolist()
    completions = [row[:n] for row, n in zip(tokens.tolist(), counts)]
    return completions, torch.cat([row[:n] for row, n in zip(logs, counts)])


def completion_log_probabilities(model, prompts, completions):
    """log pi of every token of every completion, one after the other."""
    tokens = padded([p + c for p, c in zip(prompts, completions)])
    starts = torch.tensor([len(p) for p in prompts])[:, None]
    ends = starts + torch.tensor([len(c) for c in completions])[:, None]
    column = torch.arange(1, tokens.shape[1])
    mask = (starts <= column) & (column < ends)
    x, _ = model.trunk(tokens[:, :-1])
    return chosen(model.log_probabilities(x[mask]), tokens[:, 1:][mask])


def reward(completion, answer):
    """1 for the answer and nothing else after one announcement of it."""
    if completion[-1] != END or completion.count(ANSWER) != 1:
        return 0.0
    said = completion[completion.index(ANSWER) + 1 : -1]
    return float(said == [DIGITS[int(digit)] for digit in str(answer)])


def advantages(rewards, group):
    rewards = torch.tensor(rewards).view(-1, group)
    centred = rewards - rewards.mean(1, keepdim=True)
    return (centred / (rewards.std(1, keepdim=True) + 1e-4)).flatten()


def step(model, optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), MAXIMUM_NORM)
    optimizer.step()


def teach(model, loss, problems, steps, kept):
    """Steps down the loss(questions, solutions) of random problems; once, where `kept` names a file."""
    if kept and os.path.exists(kept):
        model.load_state_dict(torch.load(kept))
        return
    generator = torch.Generator().manual_seed(2)
    optimizer = torch.optim.Adam(model.parameters(), fused=True)
    for index in range(steps):
        warm, left = min(1, (index + 1) / 20), 1 - index / steps
        optimizer.param_groups[0]["lr"] = TAUGHT_RATE * warm * left
        batch = draw(problems, TAUGHT_BATCH, generator)
        step(
            model, optimizer, loss([p["question"] for p in batch], [p["solution"] for p in batch]))
    if kept:
        torch.save(model.state_dict(), kept)


def update(model, optimizer, prompts, completions, old, weights, updates):
    per_token = weights.repeat_interleave(torch.tensor([len(c) for c in completions]))
    for _ in range(updates):
        ratio = (completion_log_probabilities(model, prompts, completions) - old).exp()
        bounded = ratio.clamp(1 - CLIP, 1 + CLIP)
        step(model, optimizer, -torch.minimum(ratio * per_token, bounded * per_token).mean())


def draw(problems, count, generator):
    return [problems[i] for i in torch.randint(len(problems), (count,), generator=generator)]


def read(path):
    with open(path) if path else sys.stdin as lines:
        problems = [json.loads(line) for line in lines]
    for problem in problems:
        if problem["solution"][-1] != END:
            problem["solution"].append(END)
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("problems", nargs="?")
    numbers = (("iterations", 20), ("prompts", 32), ("group", 8), ("updates", 1), ("taught", 150))
    for name, value in numbers:
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--network")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    generator = torch.Generator().manual_seed(3)
    problems = read(options.problems)
    limit = max(len(p["solution"]) for p in problems)
    context = max(len(p["question"]) for p in problems) + limit
    vocabulary = 1 + max(max(p["question"] + p["solution"]) for p in problems)
    model = Transformer(vocabulary, context)
    teach(
        model, lambda q, s: -completion_log_probabilities(model, q, s).mean(), problems,
        options.taught, options.network)

    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, fused=True)
    times = []
    for _ in range(WARM_UP + options.iterations):
        batch = draw(problems, options.prompts, generator)
        start = time.process_time()
        completions, old = sample(model, [p["question"] for p in batch], options.group, limit)
        sampled = time.process_time()
        repeated = [p for p in batch for _ in range(options.group)]
        rewards = [reward(c, p["answer"]) for c, p in zip(completions, repeated)]
        update(
            model, optimizer, [p["question"] for p in repeated], completions, old,
            advantages(rewards, options.group), options.updates)
        times.append({
            "sampling": sampled - start, "update": time.process_time() - sampled,
            "total": time.process_time() - start, "tokens": len(old),
            "ended": sum(c[-1] == END for c in completions) / len(completions),
            "reward": statistics.mean(rewards)})
    times = times[WARM_UP:]
    median = lambda value: statistics.median(value(t) for t in times)
    print(json.dumps({
        "torch": torch.__version__,
        "parameters": sum(p.numel() for p in model.parameters()),
        "iterations": options.iterations, "completions": options.prompts * options.group,
        "updates": options.updates,
        "secondsPerIteration": {
            key: median(lambda t: t[key]) for key in ("sampling", "update", "total")},
        "sampledTokensPerSecond": median(lambda t: t["tokens"] / t["sampling"]),
        "tokensPerIteration": median(lambda t: t["tokens"]),
        "endedCompletions": median(lambda t: t["ended"]),
        "reward": median(lambda t: t["reward"])}))


if __name__ == "__main__":
    main()
