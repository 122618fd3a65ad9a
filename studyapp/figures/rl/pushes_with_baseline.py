"""How far REINFORCE pushes each action when it is drawn: with the bare return, and with a baseline."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.words import with_minus

ACTIONS = ("a", "b", "c")
CHANCES, RETURNS = (0.5, 0.3, 0.2), (10.0, 12.0, 8.0)
ALPHA = 0.1
WIDTH, HEIGHT = 640.0, 280.0
HEIGHTS = Axis(0, 1, 172, 50)
BAR, STEP, PANEL = 48.0, 88.0, 330.0


def usual() -> float:
    """Return the mean return, which is the baseline here."""
    return sum(chance * brought for chance, brought in zip(CHANCES, RETURNS, strict=True))


def pushes(baseline: float) -> tuple[float, ...]:
    """Return by how much the preference of each action moves when that action is drawn."""
    return tuple(ALPHA * (brought - baseline) * (1 - chance) for chance, brought in zip(CHANCES, RETURNS, strict=True))


def mean_steps(baseline: float) -> tuple[float, ...]:
    """Return the mean step of each preference over all actions that may be drawn."""
    means = []
    for place in range(len(CHANCES)):
        slopes = [(place == taken) - CHANCES[place] for taken in range(len(CHANCES))]
        steps = [ALPHA * (RETURNS[taken] - baseline) * slope for taken, slope in enumerate(slopes)]
        means.append(sum(chance * step for chance, step in zip(CHANCES, steps, strict=True)))
    return tuple(means)


def draw(colours: Colours) -> str:
    """Return a panel without and one with a baseline; below, the mean step, which is the same."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, baseline in enumerate((0.0, usual())):
        left = 30 + index * PANEL
        name = f"baseline b = {baseline:g}" if baseline else "no baseline"
        canvas.text((left + 112, 20), name, colours.ink, anchor="middle", bold=True)
        canvas.line((left - 8, HEIGHTS(0)), (left + 232, HEIGHTS(0)), colours.quiet)
        for number, push in enumerate(pushes(baseline)):
            x, tip = left + number * STEP, HEIGHTS(push)
            canvas.rect((x, HEIGHTS(0)), (BAR, tip - HEIGHTS(0)), colours.right if push > 0 else colours.wrong)
            at = (x + BAR / 2, tip + (17 if push < 0 else -6))
            canvas.text(at, with_minus(f"{push:+.3f}"), colours.ink, anchor="middle", size=13)
            words = f"{ACTIONS[number]}: G = {RETURNS[number]:g}"
            canvas.text((x + BAR / 2, 234), words, colours.ink, anchor="middle", size=SMALL_PX)
    means = ", ".join(with_minus(f"{step:+.3f}") for step in mean_steps(0.0))
    canvas.text((WIDTH / 2, 258), f"mean steps, the same in both: {means}", colours.ink, anchor="middle")
    words = f"bars: change of an action's preference if it is drawn; π = 0.5, 0.3, 0.2; α = {ALPHA:g}"
    canvas.text((WIDTH / 2, HEIGHT - 4), words, colours.quiet, anchor="middle", size=13)
    return canvas.svg()


FIGURE = Figure(
    id="pushes-with-baseline",
    alt="Three actions bring the returns 10, 12 and 8. Without a baseline each becomes more likely when drawn, "
    "even the worst; with the mean return 10.2 as baseline only the best one is pushed up. The mean steps are equal.",
    draw=draw,
)
