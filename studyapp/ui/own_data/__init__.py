"""Inputs for a learner's own data: a text, a table, pictures, points of the plane."""
