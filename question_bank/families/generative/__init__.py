"""Exercise families on generative models."""
