"""What the families about sampling from a softmax share: scores with a story, parts that ask about them, and slips."""
