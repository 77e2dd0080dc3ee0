"""Spoil the curated tables as people do, run the real load, and count what it catches: `python -m tests.mutations`."""
