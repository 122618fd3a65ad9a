"""Rewards over time: what a stream of them is worth, and how two streams are built that tie."""
