"""Sentences that say what stands out in the rows."""
