"""Exercise families on the practice of training and judging models."""
