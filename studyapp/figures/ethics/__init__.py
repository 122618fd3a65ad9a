"""Figures for the notes on the ethics shelf."""
