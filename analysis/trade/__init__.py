"""Reported figures of trade: which are used, and how they compare."""
