"""Writes token_gradients.json: losses of completions and their gradients, by PyTorch's autograd.

Run: python token_gradients.py > token_gradients.json   (pip install torch==2.15.0)

Three prompts, four completions each, of 1 to 7 tokens out of 7, one after the other: `logitsNew`,
`logitsOld`, `logitsReference` [tokens, vocabulary], `actions` and `values` [tokens], `lengths` and
`rewards` [completions]. `stepRewards` [tokens] is a number where a step of the solution ends and null
elsewhere. All inputs are binary fractions, exact in single precision. All completions of the second
prompt earn the same, and one completion has no step.

A case holds
  settings      what it is a case of, in words and numbers; group normalisation adds 1e-4 to the deviation
  advantages    [tokens]
  terms         what the loss is the sum of, each with its coefficient and its sign
  loss          to be made smaller
  coefficients  dLoss/dlog pi(action) [tokens], without the terms that are sums over the vocabulary
                (entropy, exact divergences)
  gradient      dLoss/dlogits [tokens, vocabulary], of all terms

`fisher` is the product of the categorical Fisher matrix by a vector, mean over tokens, as the second
derivative of KL(p || softmax(z)) at p = softmax(logitsNew).

Everything is a double; results have 10 digits. The formulas are those of Williams 1992 (REINFORCE),
Schulman et al. 2015 (TRPO, arXiv 1502.05477), 2016 (GAE, 1506.02438), 2017 (PPO, 1707.06347), 2020
(http://joschu.net/blog/kl-approx.html), Shao et al. 2024 (GRPO, 2402.03300), Ahmadian et al. 2024
(RLOO, 2402.14740), Yu et al. 2025 (clip-higher, 2503.14476), Liu et al. 2025 (Dr. GRPO, 2503.20783).
"""

import json
import sys

import torch

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(20240817)
GROUP = 4
LENGTHS = [3, 7, 1, 5, 2, 6, 4, 1, 7, 3, 5, 2]
REWARDS = [1, 0, 0, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.75, 1, 0]
# Position in the completion: reward of the step that ends there.
STEPS = [
    {1: 1, 2: 1}, {1: 1, 3: 0, 6: 0.5}, {0: 0}, {2: 0.5, 3: 1},
    {1: 1}, {0: 0, 2: 0, 4: 1}, {3: 0.25}, {},
    {2: 1, 4: 0, 6: 1}, {2: 0}, {0: 1, 3: 1}, {0: 0.5, 1: 0.5},
]
VOCABULARY = 7
MAXIMUM_LENGTH = 8
TOKENS = sum(LENGTHS)
COMPLETIONS = len(LENGTHS)
DISCOUNT, LAMBDA, REWARD_PENALTY = 1.0, 0.95, 0.05
CLIP, CLIP_HIGH = 0.2, 0.28
REFERENCE_COEFFICIENT, ENTROPY_COEFFICIENT, PENALTY = 0.04, 0.01, 1.5


def normal(*shape):
    return torch.randn(*shape, generator=generator)


def fraction(x):
    """The nearest multiple of 1/256."""
    return (x * 256).round() / 256


old = fraction(normal(TOKENS, VOCABULARY))
new = fraction(old + 0.25 * normal(TOKENS, VOCABULARY)).requires_grad_()
reference = fraction(old + 0.4 * normal(TOKENS, VOCABULARY))
actions = torch.multinomial(old.softmax(-1), 1, generator=generator)[:, 0]
values = fraction(0.4 + 0.3 * normal(TOKENS))
vector = fraction(normal(TOKENS, VOCABULARY))
starts = [sum(LENGTHS[:i]) for i in range(COMPLETIONS)]
spans = [slice(start, start + length) for start, length in zip(starts, LENGTHS)]


def chosen(logits):
    return logits.log_softmax(-1).gather(-1, actions[:, None])[:, 0]


old_log, reference_log = chosen(old), chosen(reference)


# Advantages, one per token.


def each(per_completion):
    return torch.cat([torch.full((n,), float(a)) for n, a in zip(LENGTHS, per_completion)])


def groups(numbers):
    return [numbers[i : i + GROUP] for i in range(0, COMPLETIONS, GROUP)]


def reward_to_go_less_values():
    return each(REWARDS) - values


def reward_less_batch_mean():
    return each([r - sum(REWARDS) / COMPLETIONS for r in REWARDS])


def generalized():
    """Rewards are -beta (log pi_old - log pi_ref) on every token, and the completion's on its last."""
    result = torch.zeros(TOKENS)
    penalties = -REWARD_PENALTY * (old_log - reference_log)
    for span, reward in zip(spans, REWARDS):
        following_value, following_advantage = 0.0, 0.0
        for t in reversed(range(span.start, span.stop)):
            earned = penalties[t] + (reward if t == span.stop - 1 else 0)
            error = earned + DISCOUNT * following_value - values[t]
            result[t] = error + DISCOUNT * LAMBDA * following_advantage
            following_value, following_advantage = values[t], result[t]
    return result


def group_normalized():
    return each(
        [
            (r - sum(group) / GROUP) / (torch.tensor(group, dtype=torch.float64).std() + 1e-4)
            for group in groups(REWARDS)
            for r in group
        ]
    )


def group_centred():
    return each([r - sum(group) / GROUP for group in groups(REWARDS) for r in group])


def leave_one_out():
    return each(
        [r - (sum(group) - r) / (GROUP - 1) for group in groups(REWARDS) for r in group]
    )


def process(unbiased):
    """The normalised rewards of the steps that end at the token or later (GRPO, section 4.1.3)."""
    result = torch.zeros(TOKENS)
    for group in groups(list(zip(spans, STEPS))):
        rewards = torch.tensor([float(r) for _, steps in group for r in steps.values()])
        deviation = rewards.std(correction=1 if unbiased else 0) + 1e-4
        for span, steps in group:
            for t in range(span.start, span.stop):
                result[t] = sum(
                    (r - rewards.mean()) / deviation
                    for position, r in steps.items()
                    if span.start + position >= t
                )
    return result


# What a term weighs: the same for every token, for every completion, or for a token of a full one.


def mean(per_token, aggregation):
    sums = torch.stack([per_token[span].sum() for span in spans])
    if aggregation == "token":
        return sums.sum() / TOKENS
    if aggregation == "sequence":
        return (sums / torch.tensor(LENGTHS)).mean()
    if aggregation == "sequenceSum":
        return sums.mean()
    assert aggregation == "constant"
    return sums.sum() / (COMPLETIONS * MAXIMUM_LENGTH)


# Terms of the loss as functions of log pi(action).


def log_probability(advantages, aggregation):
    return lambda log: -mean(log * advantages, aggregation)


def ratio(advantages, aggregation):
    return lambda log: -mean((log - old_log).exp() * advantages, aggregation)


def clipped(advantages, aggregation, low=CLIP, high=CLIP):
    def term(log):
        rho = (log - old_log).exp()
        bounded = rho.clamp(1 - low, 1 + high)
        return -mean(torch.minimum(rho * advantages, bounded * advantages), aggregation)

    return term


def answer_ratios(log):
    return torch.stack([(log - old_log)[span].exp().prod() for span in spans])


def answer_clipped(advantages, low=CLIP, high=CLIP):
    def term(log):
        rho, a = answer_ratios(log), advantages[starts]
        return -torch.minimum(rho * a, rho.clamp(1 - low, 1 + high) * a).mean()

    return term


def answer_ratio(advantages):
    return lambda log: -(answer_ratios(log) * advantages[starts]).mean()


ESTIMATORS = {
    "k1": lambda d: d,
    "k2": lambda d: d**2 / 2,
    "k3": lambda d: (-d).exp() - 1 + d,
}


def estimate(estimator, aggregation):
    return lambda log: REFERENCE_COEFFICIENT * mean(
        ESTIMATORS[estimator](log - reference_log), aggregation
    )


# Terms of the loss as functions of the logits.


def kullback_leibler(first, second):
    p, q = first.log_softmax(-1), second.log_softmax(-1)
    return (p.exp() * (p - q)).sum(-1)


def exact_divergence(aggregation):
    return lambda logits: REFERENCE_COEFFICIENT * mean(
        kullback_leibler(logits, reference), aggregation
    )


def penalty(aggregation):
    return lambda logits: PENALTY * mean(kullback_leibler(old, logits), aggregation)


def entropy(aggregation):
    def term(logits):
        log = logits.log_softmax(-1)
        return ENTROPY_COEFFICIENT * mean((log.exp() * log).sum(-1), aggregation)

    return term


def digits(x):
    if isinstance(x, list):
        return [digits(y) for y in x]
    return 0.0 if x == 0 else float(f"{x:.10g}")


def case(name, settings, advantages, of_actions, of_vocabulary={}):
    log = chosen(new).detach().requires_grad_()
    coefficients = torch.autograd.grad(sum(term(log) for term in of_actions.values()), log)[0]
    terms = {key: term(chosen(new)) for key, term in of_actions.items()}
    terms |= {key: term(new) for key, term in of_vocabulary.items()}
    loss = sum(terms.values())
    return {
        "name": name,
        "settings": settings,
        "advantages": digits(advantages.tolist()),
        "terms": {key: digits(term.item()) for key, term in terms.items()},
        "loss": digits(loss.item()),
        "coefficients": digits(coefficients.tolist()),
        "gradient": digits(torch.autograd.grad(loss, new)[0].tolist()),
    }


def reinforce():
    baselines = {
        "none": each(REWARDS),
        "batchMean": reward_less_batch_mean(),
        "values": reward_to_go_less_values(),
    }
    for name, advantages in baselines.items():
        for aggregation in ["token", "sequenceSum"]:
            yield case(
                f"reinforce {name} {aggregation}",
                {"baseline": name, "aggregation": aggregation},
                advantages,
                {"surrogate": log_probability(advantages, aggregation)},
            )


def ppo():
    plain = generalized()
    normalized = (plain - plain.mean()) / (plain.std() + 1e-8)
    settings = {
        "discount": DISCOUNT, "lambda": LAMBDA, "rewardPenalty": REWARD_PENALTY,
        "aggregation": "token",
    }
    clip = settings | {"clip": [CLIP, CLIP]}
    surrogate = {"surrogate": clipped(plain, "token")}
    yield case("ppo clip", clip, plain, surrogate)
    yield case(
        "ppo clip normalized", clip | {"normalized": "unbiased deviation + 1e-8"}, normalized,
        {"surrogate": clipped(normalized, "token")})
    bonus = {"entropy": entropy("token")}
    entropy_setting = {"entropyCoefficient": ENTROPY_COEFFICIENT}
    yield case("ppo clip entropy", clip | entropy_setting, plain, surrogate, bonus)
    surrogate = {"surrogate": ratio(plain, "token")}
    penalized = settings | {"klPenalty": PENALTY}
    divergence = {"penalty": penalty("token")}
    yield case("ppo penalty", penalized, plain, surrogate, divergence)
    yield case(
        "ppo penalty entropy", penalized | entropy_setting, plain, surrogate, divergence | bonus)
    yield case("trpo surrogate", settings, plain, surrogate)


def grpo():
    advantages = group_normalized()
    for aggregation in ["token", "sequence", "constant"]:
        settings = {
            "deviation": "unbiased", "clip": [CLIP, CLIP], "aggregation": aggregation,
        }
        surrogate = {"surrogate": clipped(advantages, aggregation)}
        yield case(f"grpo none {aggregation}", settings, advantages, surrogate)
        settings = settings | {"referenceCoefficient": REFERENCE_COEFFICIENT}
        yield case(
            f"grpo exact {aggregation}", settings | {"estimator": "exact"}, advantages, surrogate,
            {"reference": exact_divergence(aggregation)})
        for estimator in ESTIMATORS:
            yield case(
                f"grpo {estimator} {aggregation}", settings | {"estimator": estimator}, advantages,
                surrogate | {"reference": estimate(estimator, aggregation)})


def grpo_variants():
    for deviation in ["biased", "unbiased"]:
        advantages = process(deviation == "unbiased")
        yield case(
            f"grpo process {deviation}",
            {
                "deviation": deviation, "clip": [CLIP, CLIP], "aggregation": "sequence",
                "referenceCoefficient": REFERENCE_COEFFICIENT, "estimator": "k3",
            },
            advantages,
            {
                "surrogate": clipped(advantages, "sequence"),
                "reference": estimate("k3", "sequence"),
            })
    advantages = group_normalized()
    yield case(
        "clip higher",
        {"deviation": "unbiased", "clip": [CLIP, CLIP_HIGH], "aggregation": "token"}, advantages,
        {"surrogate": clipped(advantages, "token", CLIP, CLIP_HIGH)})
    advantages = group_centred()
    yield case(
        "dr grpo", {"deviation": "none", "clip": [CLIP, CLIP], "aggregation": "constant"},
        advantages, {"surrogate": clipped(advantages, "constant")})


def rloo():
    advantages = leave_one_out()
    for aggregation in ["token", "sequence", "constant", "sequenceSum"]:
        yield case(
            f"rloo reinforce {aggregation}", {"aggregation": aggregation}, advantages,
            {"surrogate": log_probability(advantages, aggregation)})
    yield case(
        "rloo ratio token", {"aggregation": "token"}, advantages,
        {"surrogate": ratio(advantages, "token")})
    yield case(
        "rloo ratio answer", {"aggregation": "completions"}, advantages,
        {"surrogate": answer_ratio(advantages)})


def answer_level():
    advantages = group_normalized()
    yield case(
        "answer clip",
        {"deviation": "unbiased", "clip": [CLIP, CLIP], "aggregation": "completions"}, advantages,
        {"surrogate": answer_clipped(advantages)})


def fisher():
    distribution = new.detach()
    divergence = kullback_leibler(distribution, new).mean()
    (first,) = torch.autograd.grad(divergence, new, create_graph=True)
    (product,) = torch.autograd.grad((first * vector).sum(), new)
    return {"vector": vector.tolist(), "product": digits(product.tolist())}


def check_ratios():
    """The clip stops both signs, and no ratio is so near a bound that single precision could err."""
    log, advantages = chosen(new), group_normalized()
    tokens, answers = (log - old_log).exp(), answer_ratios(log)
    for ratios, a in [(tokens, advantages), (answers, advantages[starts])]:
        for bound in [1 - CLIP, 1 + CLIP, 1 + CLIP_HIGH]:
            assert (ratios - bound).abs().min() > 1e-3, (bound, ratios)
        assert ((ratios > 1 + CLIP_HIGH) & (a > 0)).any(), (ratios, a)
        assert ((ratios < 1 - CLIP) & (a < 0)).any(), (ratios, a)
    assert ((tokens > 1 + CLIP) & (tokens < 1 + CLIP_HIGH) & (advantages > 0)).any()
    assert ((tokens > 1 + CLIP) & (advantages < 0)).any()
    assert ((tokens < 1 - CLIP) & (advantages > 0)).any()


check_ratios()
cases = [*reinforce(), *ppo(), *grpo(), *grpo_variants(), *rloo(), *answer_level()]
step_rewards = [
    steps.get(position) for length, steps in zip(LENGTHS, STEPS) for position in range(length)
]
head = {
    "versions": {"python": sys.version.split()[0], "torch": torch.__version__.split("+")[0]},
    "groupSize": GROUP, "maximumLength": MAXIMUM_LENGTH, "vocabulary": VOCABULARY,
    "lengths": LENGTHS, "rewards": REWARDS, "stepRewards": step_rewards,
    "actions": actions.tolist(), "values": values.tolist(),
    "logitsNew": new.tolist(), "logitsOld": old.tolist(), "logitsReference": reference.tolist(),
    "fisher": fisher(),
}
lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
print("{%s,\n\"cases\": [" % ",\n".join(lines))
print(",\n".join(json.dumps(c) for c in cases))
print("]}")
