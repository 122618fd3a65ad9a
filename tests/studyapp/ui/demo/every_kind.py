"""One plot of each kind, and a frame that all of them can draw."""

from __future__ import annotations

import numpy as np

from models.demo import Moment, Picture
from models.plots import Bars, Curves, GridWorld, GroupCurves, Images, Matrix, Plot, Scatter, Text
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
}
SERIES = Series(Moment(step, {"loss": 0.9**step, "accuracy": 1 - 0.9**step}) for step in range(60))
