"""Exercise families of the shelf language."""
