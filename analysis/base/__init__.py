"""What all measures share: which reported rows count, and which stand behind a figure."""
