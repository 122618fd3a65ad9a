"""Exercise families of the shelf cnn."""
