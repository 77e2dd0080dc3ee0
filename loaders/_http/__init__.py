"""Requests to sources: pace, retries, files and recordings."""
