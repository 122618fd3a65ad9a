"""Confusion matrices and what is computed from them: metrics of two classes and of three, with their usual slips."""
