"""Receptive fields: stacks of layers, how much of the input each unit sees, and the slips people make about it."""
