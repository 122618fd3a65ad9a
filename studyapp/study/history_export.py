"""The history as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from studyapp.study.history import Attempt

COLUMNS = ("answered_at", "topic", "family", "version", "seed", "difficulty", "score", "hints", "duration_s", "replies")


def attempts_csv(attempts: Iterable[Attempt]) -> str:
    """Return the attempts as CSV with a header, times in ISO 8601 with the learner's offset."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in attempts:
        key = each.key
        replies = " | ".join(_harmless(reply) for reply in each.replies)
        effort = (round(each.score, 4), each.hints, round(each.duration_s, 1), replies)
        writer.writerow(
            (each.answered_at.isoformat(), each.topic, key.family, key.version, key.seed, key.difficulty, *effort)
        )
    return out.getvalue()


def _harmless(reply: str) -> str:
    """Return the reply so that no spreadsheet takes it for a formula."""
    return f"'{reply}" if reply[:1] in ("=", "+", "-", "@") else reply
