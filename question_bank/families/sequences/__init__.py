"""Exercises on networks that read sequences."""
