"""Activation functions on paper: their slopes in terms of their own values, and the slips people make with them."""
