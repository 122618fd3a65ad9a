"""Headings as link targets."""

from __future__ import annotations

import re


def slug(heading: str) -> str:
    """Return the heading as a link target: lower case, words joined by hyphens, everything else dropped."""
    return "-".join(re.findall(r"[a-z0-9]+", heading.lower()))
