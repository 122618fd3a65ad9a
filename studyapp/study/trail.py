"""Where a reader has been: the places to go back to, and those to go forward to again."""

from __future__ import annotations

from dataclasses import dataclass, replace

LONGEST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a note; ``heading`` is its slug, "" for the top."""

    topic: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """The places behind, the one that is read, and those ahead, each from the first to the last."""

    behind: tuple[Place, ...] = ()
    here: Place | None = None
    ahead: tuple[Place, ...] = ()

    def gone_to(self, place: Place) -> Trail:
        """Return the trail after a jump; what was ahead is forgotten."""
        if place == self.here:
            return self
        behind = (*self.behind, self.here) if self.here else self.behind
        return Trail(behind[-LONGEST:], place)

    def read_on(self, heading: str) -> Trail:
        """Return the trail after scrolling to another section: no jump, but where one comes back to."""
        return replace(self, here=replace(self.here, heading=heading)) if self.here else self

    def back(self) -> Trail:
        """Return the trail at the place before, or as it is at its beginning."""
        if not self.behind or self.here is None:
            return self
        return Trail(self.behind[:-1], self.behind[-1], (self.here, *self.ahead))

    def forward(self) -> Trail:
        """Return the trail at the place after, or as it is at its end."""
        if not self.ahead or self.here is None:
            return self
        return Trail((*self.behind, self.here), self.ahead[0], self.ahead[1:])
