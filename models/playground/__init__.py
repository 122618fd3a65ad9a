"""The engines of the playground and of the sweep: one dense net, or many at once, on any device."""
