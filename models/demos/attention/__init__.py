"""Demos of the shelf attention."""
