"""Lowering the learning rate when the validation loss stops falling, epoch by epoch."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plateau:
    """The rate is multiplied by ``factor`` once ``patience`` epochs in a row bring no new lowest loss.

    The waiting starts anew after each drop, and a drop holds from the next epoch on. torch's patience is one less:
    it drops at the first bad epoch beyond its patience.
    """

    start: float
    factor: float
    patience: int

    def drops(self, losses: tuple[float, ...], patience: int | None = None, *, against_last: bool = False) -> list[int]:
        """Return the epochs, counted from 1, at whose end the rate is lowered.

        ``against_last`` compares with the epoch before in place of the lowest loss so far, which is a slip.
        """
        wait, best, waited, found = self.patience if patience is None else patience, losses[0], 0, []
        for epoch, loss in enumerate(losses[1:], 2):
            if loss < best:
                best, waited = loss, 0
            else:
                waited += 1
                best = loss if against_last else best
            if waited == wait:
                found.append(epoch)
                waited = 0
        return found

    def rate_after(self, drops: int) -> float:
        """Return the learning rate after so many drops."""
        return self.start * self.factor**drops


def draw_losses(rng: random.Random, epochs: int, chance_of_fall: float) -> tuple[float, ...]:
    """Return validation losses of two decimals that fall and stall, no two epochs in a row alike."""
    best = rng.randint(70, 120)
    losses = [best]
    while len(losses) < epochs:
        if rng.random() < chance_of_fall:
            best -= rng.randint(1, 7)
            losses.append(best)
        else:
            above = [best + rise for rise in range(1, 9) if best + rise != losses[-1]]
            losses.append(rng.choice(above))
    return tuple(loss / 100 for loss in losses)
