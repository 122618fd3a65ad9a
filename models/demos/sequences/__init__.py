"""Demos of the shelf sequences."""
