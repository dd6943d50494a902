"""Makes rliable's stratified bootstrap interval of the interquartile mean of 10 runs on 20 tasks.

usage: rliable_bootstrap.py RESAMPLES

Prints the seconds of processor time, imports not counted. Versions: requirements.txt.
"""

import sys
import time

import numpy as np
from rliable import library, metrics

resamples = int(sys.argv[1])
# The scores of Sources/statistics: 200 that all differ, [run, task].
scores = np.array([[(10 * task + run) * 97 % 211 / 211 for task in range(20)] for run in range(10)])
start = time.process_time()
library.get_interval_estimates(
    {"scores": scores}, lambda matrix: np.array([metrics.aggregate_iqm(matrix)]), reps=resamples)
print(time.process_time() - start)
