"""Measure speed and memory, as ratios to peers measured in the same run on the same machine.

`python -m benchmarks` prints the tables; `--short` is the form for CI, which fails only on errors, never on time.
"""
