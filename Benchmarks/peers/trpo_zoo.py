"""Trains Stable-Baselines3's TRPO on CartPole-v1 with rl-baselines3-zoo's settings for one seed.

usage: trpo_zoo.py SEED

Prints the seed, then mean and deviation of 20 greedy episodes after 100,000 steps. Versions: requirements.txt.
"""

import sys

import gymnasium
import torch
from sb3_contrib import TRPO
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.vec_env import DummyVecEnv

torch.set_num_threads(1)
seed = int(sys.argv[1])
environment = DummyVecEnv([lambda: gymnasium.make("CartPole-v1") for _ in range(2)])
model = TRPO(
    "MlpPolicy", environment, n_steps=512, batch_size=512, cg_damping=1e-3, gae_lambda=0.98, gamma=0.99,
    learning_rate=1e-3, n_critic_updates=20, seed=seed, device="cpu")
model.learn(100_000)
evaluation = DummyVecEnv([lambda: gymnasium.make("CartPole-v1")])
evaluation.seed(1000 + seed)
print(seed, *evaluate_policy(model, evaluation, n_eval_episodes=20, deterministic=True))
