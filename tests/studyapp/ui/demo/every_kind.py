"""One plot of each kind, and a frame that all of them can draw."""

from __future__ import annotations

import numpy as np

from models.demo import Moment, Picture
from models.plots import (
    Bars,
    Cells,
    Curves,
    Field,
    GridWorld,
    GroupCurves,
    HeatMap,
    Images,
    Matrix,
    Neurons,
    Plot,
    Pole,
    Scatter,
    Text,
)
from studyapp.ui.plots.series import Series

ROC = np.stack([np.linspace(0, 1, 51), np.linspace(0, 1, 51) ** 2, np.linspace(0, 1, 51) ** 0.5]).astype(np.float32)
EVERY_KIND: tuple[Plot, ...] = (
    Curves(("loss", "accuracy"), "Both", "", log_y=True),
    Images("images", "Filters", diverging=True),
    Matrix("matrix", "Confusion", "written", "read", ("cat", "dog"), ("cat", "dog")),
    Bars("heights", "Short names", "share", labels="letters"),
    Bars("shares", "Long names", "share", label_names=("false positive rate", "true positive rate")),
    Text("words", "Words"),
    Scatter("points", "Points", "x", "y", ("one", "two"), lines="lines"),
    GroupCurves("roc", "ROC", "false positives", "true positives", ("group A", "group B"), marker="marks"),
    GridWorld("values", "World", "actions", "agent", "labels"),
    Field(
        "saddle",
        "Decision",
        "x1",
        "x2",
        (-2.0, 2.0),
        (-1.0, 1.0),
        diverging=True,
        points="points",
        class_names=("one", "two"),
        lines="lines",
        levels=5,
    ),
    Field("", "Ways", "w1", "w2", (0.0, 1.0), (0.0, 1.0), paths="ways", path_names=("SGD", "Adam"), limits="box"),
    HeatMap("heat", "Landscape", "rate", "scale", rows="rates", columns="scales", links="links"),
    Cells("cells", "Sums", "marked"),
    Neurons("sizes", "maps", "weights", "inputs", "Net"),
    Pole("cart", "Cart", force="push"),
    Bars("norms", "Norms", "norm", label_names=("1", "2"), log_y=True),
    Bars("norms", "Norms by layer", "norm", label_names=("first layer", "second layer"), log_y=True),
    GroupCurves("roc", "On a log scale", "x", "y", ("group A", "group B"), marker="marks", log_y=True),
    Images("images", "With a caption", captions="captions", columns=1),
)
PICTURES: dict[str, Picture] = {
    "images": np.array([[[-1.0, 0.0], [0.5, 1.0]]], np.float32),
    "matrix": np.array([[40, 2], [3, 55]], np.int64),
    "heights": np.array([0.25, 0.75], np.float32),
    "letters": (" ", "e"),
    "shares": np.array([0.1, 0.9], np.float32),
    "words": "It costs $5 and not $6.",
    "points": np.array([[0, 0, 0], [1, 2, 1], [3, 1, 1]], np.float32),
    "lines": np.array([[0, 0, 3, 2]], np.float32),
    "roc": ROC,
    "marks": np.array([[0.5, 0.25], [0.5, 0.7]], np.float32),
    "values": np.array([[1.5, np.nan], [-2.25, 10.0]], np.float32),
    "actions": np.array([[1, -1], [0, -1]], np.int64),
    "agent": np.array([1, 0], np.int64),
    "labels": ("S", "", "", "G"),
    "saddle": np.outer(np.linspace(-1, 1, 21), np.linspace(-1, 1, 41)).astype(np.float32),
    "ways": np.array([[[0, 0], [2, 2], [np.nan, np.nan]], [[0, 0], [2, 0], [2, 4]]], np.float32),
    "box": np.array([-1, 3, -1, 5], np.float32),
    "heat": np.array([[0.5, 1.5, np.nan], [2.5, -3.0, 4.0]], np.float32),
    "rates": ("0.1", "0.01"),
    "scales": ("a", "b", "c"),
    "links": ("", "demo:char-rnn?seed=3", "", "", "", ""),
    "cells": np.array([[0, 3], [1.5, 7]], np.float32),
    "marked": np.array([[3, 1], [2, 4]], np.int64),
    "sizes": np.array([2, 3, 1], np.int64),
    "maps": np.stack([np.full((4, 4), sign, np.float32) for sign in (1, -1, 1, -1, 1, -1)]),
    "weights": np.array([1, -2, 0.5, 0, -1, 0.1, 3, -0.2, 0.7], np.float32),
    "inputs": ("x1", "x2"),
    "cart": np.array([-1.2, 0.5, 0.1, -0.3], np.float32),
    "push": np.array([10.0], np.float32),
    "norms": np.array([1e-4, 0.1], np.float32),
    "captions": ("the first",),
}
SERIES = Series(Moment(step, {"loss": 0.9**step, "accuracy": 1 - 0.9**step}) for step in range(60))
