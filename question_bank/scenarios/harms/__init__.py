"""Ways in which an AI system goes wrong, one a file and one for each principle: what each does to a plan."""
