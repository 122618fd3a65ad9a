"""AI systems and those who live with them, one a file, each with the harms that make sense for it."""
