"""Exercise families on attention."""
