"""Times one run of Stable-Baselines3 on CartPole-v1; prints environment steps per second.

usage: stable_baselines.py ppo|trpo STEPS SEED

stable-baselines3 2.9.2, sb3-contrib 2.9.2, gymnasium 1.4.0, torch 2.15.0, on one core.
"""

import sys
import time

import gymnasium
import torch

torch.set_num_threads(1)

from sb3_contrib import TRPO
from stable_baselines3 import PPO
from stable_baselines3.common.vec_env import DummyVecEnv

algorithm, steps, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
environment = DummyVecEnv([lambda: gymnasium.make("CartPole-v1") for _ in range(4)])
if algorithm == "ppo":
    model = PPO(
        "MlpPolicy", environment, n_steps=128, batch_size=128, n_epochs=4, learning_rate=2.5e-4,
        ent_coef=0.01, gamma=0.99, gae_lambda=0.95, seed=seed, device="cpu")
else:
    model = TRPO("MlpPolicy", environment, n_steps=512, seed=seed, device="cpu")
start = time.perf_counter()
model.learn(steps)
print(model.num_timesteps / (time.perf_counter() - start))
