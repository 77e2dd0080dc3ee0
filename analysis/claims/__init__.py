"""What officials said, against the statistics."""
