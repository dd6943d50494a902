"""Writes single_precision.json: float32 cosines and sines as NumPy's vector loops compute them.

Run: python single_precision.py > single_precision.json   (a processor with fused multiply-add)

Of 60,000 arguments in [-0.1, 0.1), the range of Acrobot's first angles: the first 40 whose cosine
and the first 40 whose sine differ from the correctly rounded one, and 20 others.
"""

import json
import math
import sys

import numpy

x = numpy.random.Generator(numpy.random.PCG64(1)).uniform(-0.1, 0.1, 60_000).astype(numpy.float32)
cosine, sine = numpy.cos(x), numpy.sin(x)
assert cosine.dtype == numpy.float32
exact = lambda function: numpy.array([function(float(v)) for v in x]).astype(numpy.float32)
odd_cosine = numpy.flatnonzero(cosine != exact(math.cos))[:40]
odd_sine = numpy.flatnonzero(sine != exact(math.sin))[:40]
chosen = sorted({*odd_cosine.tolist(), *odd_sine.tolist(), *range(20)})
row = lambda i: [float(v).hex() for v in (x[i], cosine[i], sine[i])]
json.dump(
    {
        "numpy": numpy.__version__,
        "differing": [len(odd_cosine), len(odd_sine)],
        "rows": [row(i) for i in chosen],
    },
    sys.stdout,
    indent=1,
)
print()
