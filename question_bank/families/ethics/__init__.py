"""Exercise families of the shelf ethics."""
