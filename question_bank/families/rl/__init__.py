"""Exercise families of the shelf rl."""
