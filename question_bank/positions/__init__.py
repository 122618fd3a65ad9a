"""Sinusoidal encodings of positions."""
