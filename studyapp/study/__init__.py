"""What learning means, in plain Python: topics, history, practice and the plan of the day."""
