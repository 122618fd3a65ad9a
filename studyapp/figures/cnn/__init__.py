"""Figures for the notes on the cnn shelf."""
