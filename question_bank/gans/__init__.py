"""The game between a generator and a discriminator, where it can be solved by hand."""
