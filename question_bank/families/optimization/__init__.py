"""Families of exercises on training: optimizers, their rates and schedules, normalization."""
