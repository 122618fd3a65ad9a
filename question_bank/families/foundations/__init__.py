"""Exercise families of the shelf foundations."""
