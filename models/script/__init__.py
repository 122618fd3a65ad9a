"""A demo as one file of its own: everything that its training loop needs, picked out of our modules."""
