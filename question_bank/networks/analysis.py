"""Follows an input through a network: the shape, parameters, cost and view of every layer, and what does not fit."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import prod

from question_bank.networks.blocks import joined, joined_field, opened, order_of, projection_of
from question_bank.networks.counting import total
from question_bank.networks.feature_rules import apply_feature_layer, apply_shape_layer
from question_bank.networks.flow import Flow, Misfit, Order, Outcome, ReceptiveField
from question_bank.networks.layers import (
    AdaptivePool,
    Branches,
    Dense,
    FeatureLayer,
    Flatten,
    GlobalPool,
    Layer,
    MapLayer,
    Placed,
    SeparableConv,
    SequenceLayer,
    ShapeLayer,
    Transformer,
)
from question_bank.networks.map_rules import apply_map_layer
from question_bank.networks.reading import Network, Problem
from question_bank.networks.sequence_rules import apply_sequence_layer
from question_bank.networks.shapes import MOST_NUMBERS, NetworkError, Shape, checked_shape, shown
from question_bank.networks.text import Span

PlainLayer = MapLayer | ShapeLayer | FeatureLayer | SequenceLayer


@dataclass(frozen=True, slots=True)
class Row:
    """One layer with what it makes of what arrives.

    Calculations are text, "(5·5·1 + 1)·6 = 156", empty where there is nothing to count. A block's own numbers are the
    sums over its ``paths``, each the rows of one path; an empty path is a plain shortcut. ``layer`` is the text as
    typed, ``spec`` the layer as data, ``span`` its place in the text.
    """

    layer: str
    spec: Layer
    span: Span
    input_shape: Shape
    output_shape: Shape
    parameters: int
    trainable: int
    calculation: str
    multiply_adds: int
    multiply_adds_calculation: str
    shape_calculation: str
    receptive_field: ReceptiveField | None
    notes: tuple[str, ...] = ()
    paths: tuple[tuple[Row, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over all layers that fit, and what one place of the last map sees of the input.

    That is the view before maps are flattened or pooled away; it is None where it can't be told or is everything.
    """

    parameters: int
    trainable: int
    multiply_adds: int
    receptive_field: ReceptiveField | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows of the layers that fit, in order, their totals, and the first problem, if there is one.

    ``channels_last`` says that shapes are written as Keras has them; else maps have their channels first.
    """

    input_shape: Shape
    rows: tuple[Row, ...]
    totals: Totals
    channels_last: bool
    problem: Problem | None = None

    @property
    def output_shape(self) -> Shape:
        """Return the shape behind the last layer that fits."""
        return self.rows[-1].output_shape if self.rows else self.input_shape


def analyse(network: Network, input_shape: Sequence[int] | None = None) -> Summary:
    """Return what every layer of the network makes of an input of this shape (without the batch).

    A layer that does not fit ends the rows and becomes the summary's problem. Without a shape, the one that the text
    names is taken. Raises NetworkError for a shape that no input has, or where none is known.
    """
    return deque(analysing(network, input_shape), maxlen=1)[0].summary()


def analysing(network: Network, input_shape: Sequence[int] | None = None) -> Iterator[Progress]:
    """Do the work of ``analyse`` and pause after every layer, so that a window stays alive; yield how far it is."""
    shape = _input(network, input_shape)
    flow = Flow(shape, *_first_view(shape, network), network.channels_last)
    progress = Progress(network, shape)
    yield progress
    for index, placed in enumerate(network.layers):
        try:
            row, flow = follow(placed, flow)
        except MisfitAt as error:
            progress.problem = Problem(str(error), error.span, index)
            break
        progress.rows.append(row)
        yield progress


@dataclass(slots=True)
class Progress:
    """The rows of an analysis so far, and the layer that did not fit, if there is one."""

    network: Network
    input_shape: Shape
    rows: list[Row] = field(default_factory=list)
    problem: Problem | None = None

    def summary(self) -> Summary:
        """Return what is known so far."""
        problem = self.problem or self.network.problem
        return Summary(self.input_shape, tuple(self.rows), _totals(self.rows), self.network.channels_last, problem)


def walk(rows: Sequence[Row], depth: int = 0) -> Iterator[tuple[int, Row]]:
    """Yield every row with how deep it lies in blocks, a block before what is in it."""
    for row in rows:
        yield depth, row
        for path in row.paths:
            yield from walk(path, depth + 1)


class MisfitAt(Exception):
    """A layer that does not fit, and its place in the text."""

    def __init__(self, sentence: str, span: Span) -> None:
        """Keep the sentence and the place it points at."""
        super().__init__(sentence)
        self.span = span


def follow(placed: Placed, flow: Flow) -> tuple[Row, Flow]:
    """Return the row of a layer and what flows out of it; raises MisfitAt where it does not fit."""
    layer = placed.layer
    try:
        if isinstance(layer, Branches | Transformer | SeparableConv):
            return _follow_block(layer, placed, flow)
        outcome = _apply(layer, placed, flow)
        _check_size(outcome.shape)
    except Misfit as error:
        raise MisfitAt(str(error), placed.span) from error
    return _row(placed, flow, outcome), _next(flow, outcome)


def _input(network: Network, given: Sequence[int] | None) -> Shape:
    if given is not None:
        return checked_shape(tuple(given))
    if network.input_shape is not None:
        return network.input_shape
    first = network.layers[0].layer if network.layers else None
    if isinstance(first, Dense) and first.in_features:
        return checked_shape((first.in_features,))
    raise NetworkError("Say what goes in: the sizes of one input, such as 1,32,32.")


def _first_view(shape: Shape, network: Network) -> tuple[Order, ReceptiveField | None]:
    axes = len(shape) - 1
    view = ReceptiveField((1,) * axes, (1,) * axes, (0,) * axes) if axes else None
    if network.channels_last or axes == 0:
        return "features last", view
    return ("channels first" if axes > 1 else "unknown"), view


def _apply(layer: PlainLayer, placed: Placed, flow: Flow) -> Outcome:
    if isinstance(layer, MapLayer):
        return apply_map_layer(layer, placed, flow)
    if isinstance(layer, ShapeLayer):
        return apply_shape_layer(layer, placed, flow)
    if isinstance(layer, FeatureLayer):
        return apply_feature_layer(layer, placed, flow)
    return apply_sequence_layer(layer, placed, flow)


def _follow_block(layer: Branches | Transformer | SeparableConv, placed: Placed, flow: Flow) -> tuple[Row, Flow]:
    """Follow every path of a block from what arrives and join what comes out."""
    ends = [_follow_path(path, flow) for path in opened(layer, placed, flow)]
    if isinstance(layer, Branches) and layer.projection:
        ends.append(_follow_path(projection_of(layer, placed, ends[0][1].channels()), flow))
    joins = layer if isinstance(layer, Branches) else _ONE_PATH
    shape = joined(joins, [end.shape for _, end in ends], flow)
    field, order = joined_field([end.field for _, end in ends]), order_of([end.order for _, end in ends])
    paths = tuple(rows for rows, _ in ends)
    inner = [row for path in paths for row in path]
    parameters = total(*(row.parameters for row in inner))
    outcome = Outcome(shape, parameters, total(*(row.multiply_adds for row in inner)), field, order)
    _check_size(shape)
    row = replace(_row(placed, flow, outcome, paths), trainable=sum(each.trainable for each in inner))
    return row, _next(flow, outcome)


_ONE_PATH = Branches("add", ())


def _follow_path(path: Sequence[Placed], flow: Flow) -> tuple[tuple[Row, ...], Flow]:
    rows = []
    for placed in path:
        row, flow = follow(placed, flow)
        rows.append(row)
    return tuple(rows), flow


def _check_size(shape: Shape) -> None:
    if prod(shape) > MOST_NUMBERS:
        raise Misfit(f"{shown(shape)} is more than anything that is counted here.")


def _next(flow: Flow, outcome: Outcome) -> Flow:
    order: Order = "features last" if flow.channels_last else outcome.order
    return Flow(outcome.shape, order, outcome.field, flow.channels_last)


def _row(placed: Placed, flow: Flow, outcome: Outcome, paths: tuple[tuple[Row, ...], ...] = ()) -> Row:
    learnt = outcome.parameters.value - outcome.untrained
    return Row(
        placed.text,
        placed.layer,
        placed.span,
        flow.shape,
        outcome.shape,
        outcome.parameters.value,
        0 if placed.frozen else learnt,
        outcome.parameters.spelled,
        outcome.multiply_adds.value,
        outcome.multiply_adds.spelled,
        outcome.shape_how,
        outcome.field,
        outcome.notes,
        paths,
    )


def _totals(rows: Sequence[Row]) -> Totals:
    return Totals(
        sum(row.parameters for row in rows),
        sum(row.trainable for row in rows),
        sum(row.multiply_adds for row in rows),
        _last_view(rows),
    )


_AFTER_MAPS = Flatten | GlobalPool | AdaptivePool | FeatureLayer


def _last_view(rows: Sequence[Row]) -> ReceptiveField | None:
    for row in reversed(rows):
        if row.receptive_field or not isinstance(row.spec, _AFTER_MAPS):
            return row.receptive_field
    return None
