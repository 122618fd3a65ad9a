"""Perplexity and cross-entropy: from probabilities, between nats and bits, per token and per character."""
