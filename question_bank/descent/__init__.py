"""Gradient descent on quadratics: which rates converge, how fast, and what a loss curve tells about the rate."""
