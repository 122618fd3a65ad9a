"""Demos of the shelf ethics."""
