"""Optimizers as pure functions of a state and a gradient, with what learners get wrong about each."""
