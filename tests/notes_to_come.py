"""Topics that exercises and notes already lead to and whose notes are still being written."""

from __future__ import annotations

NOTES_TO_COME: set[str] = set()
"""The app offers no link to them. A topic leaves the list with its note."""
