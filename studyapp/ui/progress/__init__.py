"""The pieces of the page Progress."""
