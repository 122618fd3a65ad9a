"""Figures for the notes on the sequences shelf."""
