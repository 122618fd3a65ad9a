"""Demos of the shelf optimization."""
