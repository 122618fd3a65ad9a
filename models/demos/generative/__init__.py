"""Demos of the shelf generative."""
