"""Exercises: their contract, the answer kinds, the families and the authored banks; a leaf that knows nothing of the app."""
