"""Data to learn from: texts, digits, points, people, surfaces, the learner's own. Nothing here is downloaded."""
