"""Demos of the shelf language."""
