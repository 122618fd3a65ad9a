"""Small next-token models for search by hand: greedy, with a beam, and over all sequences."""
