"""A decision process with two states, two actions and chance in between."""

from __future__ import annotations

from question_bank.drawings import Edge, Graph, Node
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.graph_drawing import draw_graph

WIDTH = 640.0
GRAPH = Graph(
    "",
    (
        Node("full", 0, 1),
        Node("work", 1.2, 0, "work", label=""),
        Node("low", 2.4, 1),
        Node("charge", 1.2, 1.9, "charge", label=""),
        Node("hurry", 3.6, 1, "work", label=""),
        Node("empty", 4.8, 1, end=True),
    ),
    (
        Edge("full", "work"),
        Edge("work", "full", "0.8, r = 3"),
        Edge("work", "low", "0.2, r = 3"),
        Edge("low", "charge"),
        Edge("charge", "full", "1, r = −1"),
        Edge("low", "hurry"),
        Edge("hurry", "low", "0.6, r = 3"),
        Edge("hurry", "empty", "0.4, r = −9"),
    ),
)


def draw(colours: Colours) -> str:
    """Return the process: states as circles, actions as dots, probabilities and rewards beside what chance decides."""
    return draw_graph(GRAPH, colours, WIDTH).svg()


FIGURE = Figure(
    id="small-process",
    alt="A robot's battery is full, low or empty, which ends the episode. With a full battery it can only work, and "
    "it stays full or becomes low; with a low one it can charge, which is safe, or work and risk an empty battery.",
    draw=draw,
)
