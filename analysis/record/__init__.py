"""What the data cover and how fresh they are."""
