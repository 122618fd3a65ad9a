"""Gaussian latent variables: what an encoder says, and how far that is from the prior."""
