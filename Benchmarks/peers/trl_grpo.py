"""Times TRL's GRPO of a small GPT-2 on one core.

usage: trl_grpo.py [PROBLEMS] [--iterations N] [--prompts N] [--group N] [--updates N] [--taught N] [--network FILE]

PROBLEMS as for torch_grpo.py; a token from 3 is the word "t" and its number. The network, as wide and deep as there,
is first taught the solutions in the same way. An iteration is one generation and its updates, all completions in
one batch. Prints the median of the seconds of processor time per iteration, after two that are not timed, as JSON.
Versions: requirements.txt.
"""

import argparse
import json
import os
import statistics
import tempfile
import time

os.environ |= {"TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}

import torch
import transformers
import trl
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from torch.nn import functional

from torch_grpo import END, HEADS, LAYERS, LEARNING_RATE, WIDTH, padded, read, reward, teach

SPECIAL = ["<pad>", "<bos>", "<eos>"]  # tokens 0 to 2: no beginning of another word, tokenizers find them anywhere
WARM_UP = 2


class Clock(transformers.TrainerCallback):
    """When each step of the optimiser ended, and how many tokens each generation had."""

    def __init__(self):
        self.ends, self.tokens, self.rewards = [], [], []

    def on_step_end(self, *_, **__):
        self.ends.append(time.process_time())

    def reward(self, completion_ids, answer, **_):
        self.tokens.append(sum(map(len, completion_ids)))
        rewards = [reward(c, a) for c, a in zip(completion_ids, answer)]
        self.rewards.append(statistics.mean(rewards))
        return rewards


def word(token):
    return SPECIAL[token] if token < len(SPECIAL) else f"t{token}"


def word_tokenizer(vocabulary):
    words = models.WordLevel({word(i): i for i in range(vocabulary)}, unk_token=SPECIAL[0])
    tokenizer = Tokenizer(words)
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token=SPECIAL[0], unk_token=SPECIAL[0],
        bos_token=SPECIAL[1], eos_token=SPECIAL[2], padding_side="left")


def network(vocabulary, context):
    return transformers.GPT2LMHeadModel(transformers.GPT2Config(
        vocab_size=vocabulary, n_positions=context, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS,
        resid_pdrop=0, embd_pdrop=0, attn_pdrop=0, initializer_range=0.05,
        pad_token_id=0, bos_token_id=1, eos_token_id=END))


def solution_loss(model):
    def loss(questions, solutions):
        tokens = padded([q + s for q, s in zip(questions, solutions)])
        kept = padded([[0] * len(q) + [1] * len(s) for q, s in zip(questions, solutions)]).bool()
        logits = model(tokens[:, :-1]).logits
        return functional.cross_entropy(logits[kept[:, 1:]], tokens[:, 1:][kept[:, 1:]])

    return loss


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("problems", nargs="?")
    numbers = (("iterations", 5), ("prompts", 64), ("group", 8), ("updates", 2), ("taught", 150))
    for name, value in numbers:
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--network")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    problems = read(options.problems)
    limit = max(len(p["solution"]) for p in problems)
    context = max(len(p["question"]) for p in problems) + limit
    vocabulary = 1 + max(max(p["question"] + p["solution"]) for p in problems)
    model = network(vocabulary, context)
    teach(model, solution_loss(model), problems, options.taught, options.network)

    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        completions = options.prompts * options.group
        trainer = trl.GRPOTrainer(
            model=model, processing_class=word_tokenizer(vocabulary), reward_funcs=clock.reward,
            callbacks=[clock],
            train_dataset=Dataset.from_list([
                {"prompt": " ".join(map(word, p["question"])), "answer": p["answer"]}
                for p in problems]),
            args=trl.GRPOConfig(
                output_dir=folder, use_cpu=True, bf16=False, gradient_checkpointing=False,
                per_device_train_batch_size=completions, num_generations=options.group,
                num_iterations=options.updates, max_completion_length=limit, beta=0.0,
                max_steps=(WARM_UP + options.iterations) * options.updates,
                learning_rate=LEARNING_RATE, seed=1, report_to="none", save_strategy="no",
                logging_strategy="no", disable_tqdm=True))
        trainer.remove_callback(transformers.PrinterCallback)
        trainer.train()
    ends = clock.ends[options.updates - 1 :: options.updates]
    seconds = [b - a for a, b in zip(ends, ends[1:])][WARM_UP - 1 :]
    print(json.dumps({
        "trl": trl.__version__, "transformers": transformers.__version__,
        "torch": torch.__version__,
        "parameters": sum(p.numel() for p in model.parameters()),
        "iterations": options.iterations, "completions": completions, "updates": options.updates,
        "secondsPerIteration": statistics.median(seconds),
        "tokensPerIteration": statistics.median(clock.tokens[WARM_UP:]),
        "reward": statistics.median(clock.rewards[WARM_UP:])}))


if __name__ == "__main__":
    main()
