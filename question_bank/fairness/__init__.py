"""Two groups of people, whom a classifier selected and who was truly positive, and the rates that are compared."""
