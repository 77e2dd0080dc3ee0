"""Transport and energy projects."""
