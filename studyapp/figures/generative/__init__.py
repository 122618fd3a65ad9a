"""Figures for the notes on the generative shelf."""
