"""Attention heads small enough to be worked through by hand."""
