"""Writes normal_quantile.json: standard normal quantiles of p = (k + 1/2) / 2^53.

Run: python normal_quantile.py > normal_quantile.json

`exact` is the quantile to 50 digits (mpmath, by Newton's method on erfc) rounded to float64; `scipy`
is scipy.special.ndtri. Only the lower half is listed, where p is a float64; the upper is its mirror.
"""

import json
import sys

import mpmath
import scipy
from scipy.special import ndtri

mpmath.mp.dps = 50


def quantile(p):
    x = mpmath.mpf(float(ndtri(float(p))))
    for _ in range(6):
        error = mpmath.erfc(-x / mpmath.sqrt(2)) / 2 - p
        x -= error * mpmath.sqrt(2 * mpmath.pi) * mpmath.exp(x * x / 2)
    return x


half = 2**52
ks = {0, 1, 2, 3, 10, half - 1, half - 2, half - 1000, half // 2}
ks |= {int(half * 1.3**-n) - 1 for n in range(1, 136)}
# Both sides of the borders between the three ranges of AS 241: |q| = 0.425, r = 5.
ks |= {int(0.075 * 2**53) + d for d in range(-3, 4)}
ks |= {int(float(mpmath.exp(-25)) * 2**53) + d for d in range(-3, 4)}
ks = sorted(k for k in ks if 0 <= k < half)
json.dump(
    {
        "versions": {"mpmath": mpmath.__version__, "scipy": scipy.__version__},
        "quantiles": [
            {
                "k": k,
                "exact": float(quantile((mpmath.mpf(k) + 0.5) / 2**53)).hex(),
                "scipy": float(ndtri((k + 0.5) / 2**53)).hex(),
            }
            for k in ks
        ],
    },
    sys.stdout,
    indent=1,
)
print()
