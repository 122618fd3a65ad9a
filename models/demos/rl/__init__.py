"""Demos of the shelf rl."""
