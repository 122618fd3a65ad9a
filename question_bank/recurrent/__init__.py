"""Recurrent cells: what they compute step by step, how many parameters they learn, and what goes wrong with both."""
