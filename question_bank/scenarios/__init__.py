"""Cases in which somebody decides about an AI system, and the six lenses to look at them through."""
