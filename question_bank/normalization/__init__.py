"""Batch normalization by hand: batches whose standard deviation comes out even, and what learners get wrong."""
