"""Figures for the notes on the language shelf."""
