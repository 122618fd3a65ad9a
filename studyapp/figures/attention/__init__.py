"""Figures for the notes on the attention shelf."""
