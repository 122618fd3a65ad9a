"""Figures for the notes on the practice shelf."""
