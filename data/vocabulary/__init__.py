"""Codes, places, periods and numbers in words."""
