"""What the families about convolution share: sweeps, layers, their words, and the pictures they look at."""
