"""What happens to the parameters when one setting of a network changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from question_bank.answers import AnswerSpec, Choices, Integer, Value
from question_bank.convolution.pictures import Pictures
from question_bank.exercise import Misconception, Part
from question_bank.networks.layers import Conv, Dense, Norm, Pool
from question_bank.summaries.nets import Net
from question_bank.summaries.slips import COUNTING, TOPIC, biases, told_apart
from question_bank.summaries.tables import own_counts
from question_bank.wording import grouped, listed

NONE = "none of them"


@dataclass(frozen=True, slots=True)
class Change:
    """A changed network, the change in words, and why the parameters change where they do."""

    told: str
    why: str
    before: Net
    after: Net

    @property
    def changed(self) -> tuple[int, ...]:
        """Return the places of the layers that learn another number of parameters."""
        pairs = zip(self.before.counts, self.after.counts, strict=True)
        return tuple(index for index, (old, new) in enumerate(pairs) if old != new)

    @property
    def is_exact(self) -> bool:
        """Tell whether the new counts follow from the old ones, whatever the shapes."""
        return all(self._doubles(index) for index in self.changed if isinstance(self.before.layers[index], Dense))

    def own_count(self, index: int, own: int) -> int:
        """Return the new count of a layer that follows from a learner's own old count of it.

        Where the inputs of a dense layer double, so do its weights; elsewhere the difference does not depend on shapes.
        """
        layer, old, new = self.before.layers[index], self.before.counts[index], self.after.counts[index]
        if new == 2 * old:
            return 2 * own
        return 2 * own - layer.units if isinstance(layer, Dense) else own + new - old

    def _doubles(self, index: int) -> bool:
        """Tell whether the units of a dense layer double, or its inputs do, which leaves its biases as they are."""
        layer, old, new = self.before.layers[index], self.before.counts[index], self.after.counts[index]
        return new == 2 * old or (isinstance(layer, Dense) and new == 2 * old - layer.units)


def draw_change(rng: random.Random, net: Net) -> Change:
    """Return a random change; that of the size of the pictures most often."""
    kinds = [_twice_as_wide, _twice_as_wide, _other_channels, _more_filters, _other_pooling]
    if sum(isinstance(layer, Dense) for layer in net.layers) > 1:
        kinds.append(_more_units)
    return rng.choice(kinds)(rng, net)


def _twice_as_wide(rng: random.Random, net: Net) -> Change:
    shown, name = net.shown, rng.choice(("high", "wide"))
    height, width = (2 * shown.height, shown.width) if name == "high" else (shown.height, 2 * shown.width)
    size = f"{2 * shown.height} instead of {shown.height}" if name == "high" else f"{width} instead of {shown.width}"
    why = (
        "All places share the filters of a convolution. Only a dense layer behind a flattening sees more numbers."
        if "flatten" in net.names
        else "All places share the filters of a convolution, and the average leaves one number a channel."
    )
    after = replace(net, shown=Pictures(shown.scene, height, width))
    return Change(f"The pictures become twice as {name} ({size} pixels)", why, net, after)


def _other_channels(rng: random.Random, net: Net) -> Change:
    scene = net.shown.scene
    channels = rng.choice([count for count in (1, 2, 3, 4) if count != scene.channels])
    after = replace(net, shown=replace(net.shown, scene=replace(scene, channels=channels)))
    told = f"The pictures come with {channels} channel{'s' if channels > 1 else ''} instead of {scene.channels}"
    return Change(
        told, "The filters of the first convolution are as deep as the picture; later ones see maps.", net, after
    )


def _more_filters(rng: random.Random, net: Net) -> Change:
    places = [index for index, layer in enumerate(net.layers) if isinstance(layer, Conv)]
    place = rng.choice(places[:-1])
    layer = net.layers[place]
    assert isinstance(layer, Conv) and layer.filters is not None, "places are those of convolutions"
    filters = 2 * layer.filters
    told = f"`{net.names[place]}` gets {filters} filters instead of {layer.filters}"
    why = "More filters are more weights in the layer itself, and more channels for the layers that read its maps."
    return Change(told, why, net, net.with_layer(place, replace(layer, filters=filters)))


def _more_units(rng: random.Random, net: Net) -> Change:
    place = next(index for index, layer in enumerate(net.layers) if isinstance(layer, Dense))
    layer = net.layers[place]
    assert isinstance(layer, Dense), "place is that of a dense layer"
    told = f"`{net.names[place]}` gets {2 * layer.units} units instead of {layer.units}"
    why = "The units bring weights of their own, and each is one more input of the next dense layer."
    return Change(told, why, net, net.with_layer(place, replace(layer, units=2 * layer.units)))


def _other_pooling(rng: random.Random, net: Net) -> Change:
    place = next(index for index, layer in enumerate(net.layers) if isinstance(layer, Pool))
    layer = net.layers[place]
    assert isinstance(layer, Pool), "place is that of a pooling"
    told = f"`{net.names[place]}` takes the {'average' if layer.takes == 'max' else 'maximum'} of each window instead"
    why = "Max and average pooling give maps of the same size, and neither learns anything."
    return Change(told, why, net, net.with_layer(place, replace(layer, takes="avg" if layer.takes == "max" else "max")))


# ---------------------------------------------------------------- what is asked


def layers_part(change: Change) -> Part:
    """Return the part that asks which layers learn another number of parameters."""
    names = change.before.names
    right = tuple(change.changed) or (len(names),)
    question = f"{change.told}; all other settings stay. Which layers then have another number of parameters?"
    return Part(question, Choices((*(f"`{name}`" for name in names), NONE), right), 2)


def total_part(change: Change, table_at: int) -> Part:
    """Return the part that asks for the new total, which follows from the learner's own table."""
    total = change.after.total

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = own_counts(change.before, earlier[table_at])
        if own is None:
            return None
        return Integer(
            sum(change.own_count(i, n) if i in change.changed else n for i, n in enumerate(own)), "parameters"
        )

    question = "How many parameters does the network learn after this change? Type a whole number."
    return Part(question, Integer(total, "parameters"), 2, told_apart(str(total), _total_slips(change)), carry)


def told(change: Change) -> Iterator[str]:
    """Yield the steps of the solution: which layers change, and the new total where it is another one."""
    before = change.before
    names = [f"`{before.names[index]}`" for index in change.changed]
    if not names:
        yield f"{change.why} So none of the layers changes: the total stays {grouped(before.total)}."
        return
    yield f"{change.why} Here that is {listed(names)}."
    news = [f"`{before.names[index]}` {_counted_again(change, index)}" for index in change.changed]
    sums = " + ".join(grouped(count) for count in change.after.counts if count)
    yield f"Counted again: {'; '.join(news)}. The new total is {sums} = {grouped(change.after.total)}."


def _counted_again(change: Change, index: int) -> str:
    old, row = grouped(change.before.counts[index]), change.after.rows[index]
    is_norm = isinstance(row.spec, Norm)
    return f"{old} → {f'2·{row.trainable // 2} = {grouped(row.trainable)}' if is_norm else row.calculation}"


def _total_slips(change: Change) -> Iterator[Misconception]:
    before, after, names = change.before, change.after, change.before.names
    check = f"Only {listed([f'`{names[index]}`' for index in change.changed])} changed: {grouped(after.total)}"
    first = change.changed[0]
    wrong: list[tuple[int, str]] = [
        (before.total, "You kept the old total"),
        (2 * before.total, "You doubled everything"),
        (after.total - after.counts[first] + before.counts[first], f"You left `{names[first]}` as it was"),
        (after.total - before.total, "That is only what is added"),
        (sum(after.counts[index] for index in change.changed), "You counted the changed layers alone"),
        (after.total - sum(map(biases, after.layers)), "You left the biases out"),
    ]
    if before.shown != after.shown and len(change.changed) == 1:
        wrong.append((after.total + biases(before.layers[first]), "You added biases, but no unit is new"))
    for value, why in wrong:
        yield Misconception(str(value), f"{why}. {check}.", TOPIC, COUNTING)
