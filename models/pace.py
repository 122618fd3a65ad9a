"""How fast a run goes: a stopwatch that leaves pauses out, the time a step takes, the rate of the last second."""

from __future__ import annotations

from collections import deque

from models.training import Clock

RATE_S = 1.0
LEARNED = 0.2  # of the difference between the step just seen and those before


class Stopwatch:
    """Counts the seconds in which it runs; it begins running."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._before = 0.0
        self._since: float | None = clock()

    @property
    def stopped(self) -> bool:
        """Return whether it stands still."""
        return self._since is None

    def start(self) -> None:
        """Count on."""
        if self._since is None:
            self._since = self._clock()

    def stop(self) -> None:
        """Stand still."""
        self._before, self._since = self.seconds(), None

    def seconds(self) -> float:
        """Return the seconds counted so far."""
        return self._before if self._since is None else self._before + self._clock() - self._since


class StepTime:
    """Foresees how many steps fit into a time, from the steps that came before."""

    def __init__(self) -> None:
        self._seconds: float | None = None  # for one step

    def took(self, seconds: float, steps: int) -> None:
        """Learn from the last steps; one that took long for once counts for little."""
        if steps == 0:
            return
        now = seconds / steps
        self._seconds = now if self._seconds is None else self._seconds + LEARNED * (now - self._seconds)

    def steps_within(self, seconds: float) -> int:
        """Return how many steps fit, at least 1; 1 as long as none was seen."""
        if self._seconds is None:
            return 1
        return max(1, int(seconds / max(self._seconds, 1e-9)))


class Rate:
    """The steps per second of the last second."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()  # seconds run, step

    def at(self, seconds: float, step: int) -> float:
        """Return the rate when the run stands at this step after so many seconds; 0 as long as it can't be told."""
        self._seen.append((seconds, step))
        while len(self._seen) > 2 and self._seen[1][0] <= seconds - RATE_S:
            self._seen.popleft()
        first_seconds, first_step = self._seen[0]
        return (step - first_step) / (seconds - first_seconds) if seconds > first_seconds else 0.0
