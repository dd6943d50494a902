# PyTorch 2.15.0. Golden values of OptimizerTests.swift: five steps of Adam.
import torch

x = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)
optimizer = torch.optim.Adam([x], lr=0.01, eps=1e-5)
for t in range(1, 6):
    x.grad = torch.tensor([0.1 * t, -0.3 / t, 2.0 if t % 2 == 0 else -2.0])
    optimizer.step()
print([float(v) for v in x.detach()])
