"""Figures for the notes on the optimization shelf."""
