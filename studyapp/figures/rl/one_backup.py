"""The value of one state as a mean of means: first over what the policy does, then over what the world answers."""

from __future__ import annotations

from dataclasses import dataclass

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.words import with_minus

GAMMA = 0.9
WIDTH, HEIGHT = 640.0, 300.0
ROOT: Point = (320.0, 58.0)
ACTION_Y, END_Y = 142.0, 224.0


@dataclass(frozen=True, slots=True)
class Way:
    """What may follow an action: how likely it is, what it brings, and the value of the state it leads to."""

    chance: float
    reward: float
    value: float

    @property
    def worth(self) -> float:
        """Return the reward and the discounted value ahead."""
        return self.reward + GAMMA * self.value


@dataclass(frozen=True, slots=True)
class Action:
    """An action, how often the policy takes it, and where it may lead."""

    name: str
    chance: float
    ways: tuple[Way, Way]

    @property
    def value(self) -> float:
        """Return the action value: the mean over what the world answers."""
        return sum(way.chance * way.worth for way in self.ways)


ACTIONS = (
    Action("left", 0.6, (Way(0.5, 1, 10), Way(0.5, 1, 0))),
    Action("right", 0.4, (Way(0.8, 4, 5), Way(0.2, -6, 0))),
)


def state_value() -> float:
    """Return the value of the state: the mean over what the policy does."""
    return sum(action.chance * action.value for action in ACTIONS)


def draw(colours: Colours) -> str:
    """Return the tree from the state over two actions to four next states, with the value at every node."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, action in enumerate(ACTIONS):
        _draw_action(canvas, colours, action, (162.0 + 316.0 * index, ACTION_Y))
    _node(canvas, colours, ROOT, "s", colours.series[0])
    terms = " + ".join(f"{action.chance:g} · {action.value:g}" for action in ACTIONS)
    canvas.text((ROOT[0], 22), f"V(s) = {terms} = {state_value():g}", colours.ink, anchor="middle", bold=True)
    canvas.text((ROOT[0], ROOT[1] + 52), "the policy decides", colours.quiet, anchor="middle", size=SMALL_PX)
    canvas.text((ROOT[0], ACTION_Y + 22), "chance decides", colours.quiet, anchor="middle", size=SMALL_PX)
    words = f"γ = {GAMMA:g}; each way is worth r + γ V(s′)"
    canvas.text((WIDTH / 2, HEIGHT - 8), words, colours.quiet, anchor="middle", size=13)
    return canvas.svg()


def _draw_action(canvas: Canvas, colours: Colours, action: Action, at: Point) -> None:
    away = 1 if at[0] > ROOT[0] else -1
    canvas.line((ROOT[0] + 14 * away, ROOT[1] + 8), at, colours.quiet, thick=1.5)
    middle = ((ROOT[0] + at[0]) / 2 + 8 * away, (ROOT[1] + at[1]) / 2 - 4)
    side = "start" if away > 0 else "end"
    canvas.text(middle, f"{action.name}, π = {action.chance:g}", colours.ink, anchor=side)
    for number, way in enumerate(action.ways):
        end = (at[0] + (number - 0.5) * 150, END_Y)
        canvas.arrow(at, (end[0] - (number - 0.5) * 12, end[1] - 15), colours.quiet)
        words = with_minus(f"p = {way.chance:g}, r = {way.reward:g}")
        beside = ((at[0] + end[0]) / 2 + (number - 0.5) * 20, (at[1] + end[1]) / 2 - 2)
        canvas.text(beside, words, colours.ink, size=SMALL_PX, anchor="end" if number == 0 else "start")
        _node(canvas, colours, end, "s′", colours.series[0])
        words = with_minus(f"V = {way.value:g}")
        canvas.text((end[0], end[1] + 34), words, colours.ink, anchor="middle", size=SMALL_PX)
    canvas.circle(at, 6, colours.ink)
    canvas.text((at[0] + 14 * away, at[1] - 2), f"Q = {action.value:g}", colours.accent, bold=True, anchor=side)


def _node(canvas: Canvas, colours: Colours, at: Point, name: str, colour: str) -> None:
    canvas.circle(at, 16, mixed(colours.surface, colour, 0.3), stroke=colour, thick=1.5)
    canvas.text((at[0], at[1] + 5), name, colours.ink, anchor="middle")


FIGURE = Figure(
    id="one-backup",
    alt="A tree from state s over two actions to the states that may follow. Each action value is the mean of reward "
    f"plus discounted next value over chance, {ACTIONS[0].value:g} and {ACTIONS[1].value:g}; the state value is their "
    f"mean under the policy, {state_value():g}.",
    draw=draw,
)
