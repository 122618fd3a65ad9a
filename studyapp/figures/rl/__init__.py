"""Figures for the notes on the rl shelf."""
