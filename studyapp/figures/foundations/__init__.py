"""Figures for the notes on the foundations shelf."""
