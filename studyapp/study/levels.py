"""The difficulties of an exercise, as they are said."""

from __future__ import annotations

LEVELS = {1: "One idea", 2: "Two ideas", 3: "Exam question"}
