"""How fast, against what: every figure a ratio to a peer that is measured in the same run on the same machine.

`python -m benchmarks` prints the table; `--short` is the form for CI, which fails only on errors, never on time.
"""
