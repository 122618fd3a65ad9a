"""Qt widgets, one view a file; views are given what they show and say what happened."""
