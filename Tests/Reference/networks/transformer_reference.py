"""Writes transformer_reference.json: logits and gradients of two tiny transformers, by PyTorch in double precision.

Run: python transformer_reference.py > transformer_reference.json   (pip install torch==2.15.0)

Pre-norm decoders as GPT-2's (Radford et al., 2019): x += Wo attention(norm(x)), x += W2 gelu(W1 norm(x)), a last
norm and a head; layer norms with 1e-5, GELU by tanh, the fused input of attention as queries, keys, values.
One has learnt positions and a head of its own; the other rotary positions (Su et al., arXiv 2104.09864,
equation 34, pairs of neighbours) and the token embedding as its head.

`completions[i]` continue `prompts[i]`. A case holds its `shape`; its `entries`, each with its numbers row by row
(weights are [inputs, outputs]) and the gradient; `logits`, a row for each completion token that it predicts; and
`direction`, of the same shape: the gradient is that of sum(direction * logits). Parameters and direction are
multiples of 1/256, exact in single precision; results have 10 digits.
"""

import json
import math
import sys

import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(20240817)
PROMPTS = [[3, 1, 4, 1, 5], [9, 2], [6]]
COMPLETIONS = [[[3, 5, 8, 10], [0], [7, 7, 1]], [[10, 0, 4, 6, 2, 8], [3, 2]], [[1, 9, 0, 5]]]
VOCABULARY, CONTEXT, WIDTH, LAYERS, HEADS = 11, 16, 8, 2, 2
SHAPES = [
    {
        "vocabulary": VOCABULARY, "outputs": VOCABULARY, "context": CONTEXT, "width": WIDTH,
        "layers": LAYERS, "heads": HEADS, "positions": positions, "tiedHead": tied,
    }
    for positions, tied in [("learnt", False), ("rotary", True)]
]


def fractions(scale, *shape):
    """Multiples of 1/256, normal with deviation `scale`."""
    return (torch.randn(*shape, generator=generator) * scale * 256).round() / 256


def parameters(shape):
    entries = {"tokens": fractions(0.6, VOCABULARY, WIDTH)}
    if shape["positions"] == "learnt":
        entries["positions"] = fractions(0.4, CONTEXT, WIDTH)

    def norm(name):
        entries[f"{name}.gain"] = 1 + fractions(0.25, 1, WIDTH)
        entries[f"{name}.bias"] = fractions(0.25, 1, WIDTH)

    def linear(name, inputs, outputs):
        entries[f"{name}.weight"] = fractions(inputs**-0.5, inputs, outputs)
        entries[f"{name}.bias"] = fractions(0.25, 1, outputs)

    for layer in range(LAYERS):
        norm(f"layer{layer}.attention.norm")
        linear(f"layer{layer}.attention.input", WIDTH, 3 * WIDTH)
        linear(f"layer{layer}.attention.output", WIDTH, WIDTH)
        norm(f"layer{layer}.hidden.norm")
        linear(f"layer{layer}.hidden", WIDTH, 4 * WIDTH)
        linear(f"layer{layer}.hidden.output", 4 * WIDTH, WIDTH)
    norm("final.norm")
    linear("head", WIDTH, VOCABULARY)
    if shape["tiedHead"]:
        del entries["head.weight"]
    return {name: values.requires_grad_() for name, values in entries.items()}


def rotated(x):
    """Pair (2c, 2c + 1) of each row [heads, positions, size] turned by position * 10000^(-2c / size)."""
    _, positions, size = x.shape
    result = torch.empty_like(x)
    for position in range(positions):
        for c in range(0, size, 2):
            angle = position * 10000 ** (-c / size)
            first, second = x[:, position, c], x[:, position, c + 1]
            result[:, position, c] = first * math.cos(angle) - second * math.sin(angle)
            result[:, position, c + 1] = first * math.sin(angle) + second * math.cos(angle)
    return result


def logits(shape, p, tokens):
    """Of every position of one sequence."""

    def norm(name, x):
        return functional.layer_norm(x, (WIDTH,), p[f"{name}.gain"][0], p[f"{name}.bias"][0], 1e-5)

    def linear(name, x):
        return x @ p[f"{name}.weight"] + p[f"{name}.bias"]

    def heads(x):
        return x.view(len(tokens), HEADS, WIDTH // HEADS).transpose(0, 1)

    x = p["tokens"][tokens]
    if "positions" in p:
        x = x + p["positions"][: len(tokens)]
    for layer in range(LAYERS):
        inputs = linear(f"layer{layer}.attention.input", norm(f"layer{layer}.attention.norm", x))
        q, k, v = (heads(part) for part in inputs.split(WIDTH, dim=-1))
        if shape["positions"] == "rotary":
            q, k = rotated(q), rotated(k)
        scores = q @ k.transpose(1, 2) / math.sqrt(WIDTH // HEADS)
        later = torch.ones(len(tokens), len(tokens), dtype=torch.bool).triu(1)
        attended = scores.masked_fill(later, -math.inf).softmax(-1) @ v
        joined = attended.transpose(0, 1).reshape(len(tokens), WIDTH)
        x = x + linear(f"layer{layer}.attention.output", joined)
        hidden = linear(f"layer{layer}.hidden", norm(f"layer{layer}.hidden.norm", x))
        hidden = functional.gelu(hidden, approximate="tanh")
        x = x + linear(f"layer{layer}.hidden.output", hidden)
    weight = p["tokens"].T if shape["tiedHead"] else p["head.weight"]
    return norm("final.norm", x) @ weight + p["head.bias"]


def digits(x):
    return [float(f"{value:.10g}") for value in x.flatten().tolist()]


def case(shape):
    entries = parameters(shape)
    rows = []
    for prompt, completions in zip(PROMPTS, COMPLETIONS):
        for completion in completions:
            # The last token predicts nothing.
            rows.append(logits(shape, entries, prompt + completion[:-1])[len(prompt) - 1 :])
    rows = torch.cat(rows)
    direction = fractions(1, *rows.shape)
    gradients = torch.autograd.grad((direction * rows).sum(), list(entries.values()))
    return {
        "shape": shape,
        "entries": [
            {
                "name": name, "rows": values.shape[0], "columns": values.shape[1],
                "values": values.flatten().tolist(), "gradient": digits(gradient),
            }
            for (name, values), gradient in zip(entries.items(), gradients)
        ],
        "direction": direction.flatten().tolist(),
        "logits": digits(rows),
    }


versions = {"python": sys.version.split()[0], "torch": torch.__version__.split("+")[0]}
head = {"versions": versions, "prompts": PROMPTS, "completions": COMPLETIONS}
lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
print("{%s,\n\"cases\": [" % ",\n".join(lines))
print(",\n".join(json.dumps(case(shape)) for shape in SHAPES))
print("]}")
