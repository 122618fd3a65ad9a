"""Demos of the shelf cnn."""
