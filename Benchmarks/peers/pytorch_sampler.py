"""Samples from a transformer in PyTorch with a key-value cache, on one core, as `kernels transformer` does.

32 prompts of about 30 tokens with 8 completions each; prints tokens per second of processor time (medians of 9).
Prompts are padded and masked; `repeated` computes a prompt once per completion, as trainers do, `shared` once.
`fused` is torch's scaled_dot_product_attention, `plain` two products and a softmax.

usage: pytorch_sampler.py [WIDTH LAYERS HEADS]
"""

import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)
WIDTH, LAYERS, HEADS = map(int, sys.argv[1:4]) if len(sys.argv) > 3 else (64, 2, 4)
VOCABULARY, CONTEXT, PROMPTS, GROUP, SIZE = 150, 256, 32, 8, WIDTH // HEADS
PROMPT_LENGTHS = torch.tensor([22 + i * 7 % 16 for i in range(PROMPTS)])
LENGTHS = torch.tensor([15 + i * 5 % 11 for i in range(PROMPTS * GROUP)])
LONGEST, STEPS = int(PROMPT_LENGTHS.max()), int(LENGTHS.max())


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, mask, cache, start, fused):
        rows, tokens, _ = x.shape
        parts = self.qkv(self.norm1(x)).split(WIDTH, -1)
        q, k, v = (part.view(rows, tokens, HEADS, SIZE).transpose(1, 2) for part in parts)
        end = start + tokens
        for stored, new in zip(cache, (k, v)):
            stored[:rows, :, start:end] = new
        k, v = (stored[:rows, :, :end] for stored in cache)
        if fused:
            attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:
            scores = (q @ k.transpose(-1, -2) * SIZE**-0.5).masked_fill(~mask, -1e9)
            attended = scores.softmax(-1) @ v
        x = x + self.out(attended.transpose(1, 2).reshape(rows, tokens, WIDTH))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


token_embedding, position_embedding = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(CONTEXT, WIDTH)
blocks = nn.ModuleList(Block() for _ in range(LAYERS))
norm, head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, VOCABULARY)


@torch.inference_mode()
def sample(shared, fused):
    lengths = PROMPT_LENGTHS if shared else PROMPT_LENGTHS.repeat_interleave(GROUP)
    columns = torch.arange(LONGEST)
    padding = (LONGEST - lengths)[:, None]
    valid = columns >= padding
    causal = columns[:, None] >= columns
    mask = (valid[:, None, None] & causal) | torch.eye(LONGEST, dtype=torch.bool)
    caches = [
        [torch.zeros(PROMPTS * GROUP, HEADS, LONGEST + STEPS, SIZE) for _ in range(2)] for _ in blocks]
    tokens = torch.randint(VOCABULARY, valid.shape)
    x = token_embedding(tokens) + position_embedding((columns - padding).clamp(min=0))
    for block, cache in zip(blocks, caches):
        x = block(x, mask, cache, 0, fused)
    logits = head(norm(x[:, -1]))
    if shared:
        for cache in caches:
            for stored in cache:
                stored[:, :, :LONGEST] = stored[:PROMPTS, :, :LONGEST].repeat_interleave(GROUP, 0)
        logits, valid, lengths = (t.repeat_interleave(GROUP, 0) for t in (logits, valid, lengths))
    valid = torch.cat([valid, torch.ones(PROMPTS * GROUP, STEPS, dtype=torch.bool)], 1)
    for step in range(STEPS):
        token = torch.multinomial(logits.softmax(-1), 1)
        if step + 1 == STEPS:
            return
        x = token_embedding(token) + position_embedding((lengths + step)[:, None])
        for block, cache in zip(blocks, caches):
            x = block(x, valid[:, None, None, : LONGEST + step + 1], cache, LONGEST + step, fused)
        logits = head(norm(x[:, -1]))


for shared in (False, True):
    for fused in (True, False):
        seconds = []
        for _ in range(10):
            start = time.process_time()
            sample(shared, fused)
            seconds.append(time.process_time() - start)
        rate = int(LENGTHS.sum()) / statistics.median(seconds[1:])
        print(f"{'shared' if shared else 'repeated'} prompts, {'fused' if fused else 'plain'} "
              f"attention: {rate:,.0f} tokens/s", flush=True)
