"""What the cards of Progress are called, what they say while they are empty, and what their button then does."""

from __future__ import annotations

CARDS = {
    "readiness": ("Readiness", "Not enough answers yet to say how an exam would go. Practise some more.", "Practise"),
    "gains": (
        "What would raise it most",
        "Once there are enough answers, this names the topics where a minute of practice brings most points.",
        "",
    ),
    "map": ("Mastery", "There are no notes. Install studyapp again to get them back.", ""),
    "calendar": ("A year of answers", "Answer a question, and its day is coloured here.", ""),
    "marks": ("Marks by topic", "Answer a question, and its topic stands here.", ""),
    "slips": (
        "Lost marks",
        "No misconception cost you a mark so far. When a wrong answer shows one, the topic that cures it stands here.",
        "",
    ),
    "times": ("Time by topic", "Answer a question, and the time it took stands here.", ""),
    "weeks": ("Week by week", "Answer a question, and this week gets its point.", ""),
    "forecast": (
        "Reviews to come",
        "Nothing is scheduled yet. What you answer well enough comes back here as a new variant, day by day.",
        "Practise",
    ),
    "retention": (
        "Recall",
        "No review yet that came a day or more after the one before. Review what is due, and see what you recall.",
        "Practise",
    ),
    "confidence": (
        "Confidence",
        "Say before an answer how sure you are, and see here whether you know what you know.",
        "Ask me before each answer",
    ),
    "predictions": (
        "Predictions",
        "Each demo asks what will happen before it runs. Predict, and see here how often it came true.",
        "Open the Lab",
    ),
}

# In the order in which they are read, after readiness and gains, which each exam has.
TOP = ("map", "calendar")
MIDDLE = ("marks", "slips", "times", "weeks")
LAST = ("forecast", "retention", "confidence", "predictions")
