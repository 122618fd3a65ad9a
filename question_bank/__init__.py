"""Exercises: contract, answer kinds, families and authored banks; a leaf that knows nothing of the app."""
