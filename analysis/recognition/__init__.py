"""Positions towards the Taliban authorities."""
