"""What all figures share: traces, legends, evidence and labels."""
