"""Normalizing flows small enough to be worked through by hand."""
