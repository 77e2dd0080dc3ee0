"""Maps, and charts of projects."""
