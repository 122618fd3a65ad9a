"""Calculations whose gradients are asked for: sheets of quantities, small networks, trees, steps downhill."""
