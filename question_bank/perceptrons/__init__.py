"""Multilayer perceptrons: what their layers hold, how they are told and drawn, what goes wrong in counting them."""
