"""Shapes of tensors: what several families about tensors share."""
