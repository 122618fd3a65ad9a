"""Keras text follows the conventions of Keras: channels last, its "same", one bias in an LSTM, two in a GRU."""

from __future__ import annotations

from itertools import product

import pytest

from question_bank.networks import Row, Summary, analyse, read_network

Shape = tuple[int, ...]


def only(text: str, shape: Shape) -> Row:
    """Return the row of the one layer of a text."""
    summary = analyse(read_network(text), shape)
    assert summary.problem is None, summary.problem
    assert summary.channels_last
    (row,) = summary.rows
    return row


def steps(size: int, kernel: int, stride: int) -> int:
    """Count by hand how often a window fits, one start after the other."""
    return sum(1 for start in range(0, size, stride) if start + kernel <= size)


@pytest.mark.parametrize(
    "layer", ["Conv1D(4, {k}", "MaxPooling1D({k}", "AveragePooling1D({k}", "SeparableConv1D(4, {k}"]
)
def test_valid_counts_the_windows_that_fit_and_same_one_for_every_start(layer: str) -> None:
    for size, kernel, stride in product(range(4, 14), range(1, 5), range(1, 4)):
        call = layer.format(k=kernel)
        valid = only(f'{call}, strides={stride}, padding="valid")', (size, 3))
        same = only(f'{call}, strides={stride}, padding="same")', (size, 3))
        assert valid.output_shape[0] == steps(size, kernel, stride)
        assert same.output_shape[0] == len(range(0, size, stride))


def test_a_transposed_convolution_undoes_the_sizes_of_a_convolution() -> None:
    for size, kernel, stride in product(range(2, 12), range(1, 6), range(1, 4)):
        same = only(f'Conv1DTranspose(2, {kernel}, strides={stride}, padding="same")', (size, 3))
        assert same.output_shape == (size * stride, 2)
        valid = only(f"Conv1DTranspose(2, {kernel}, strides={stride})", (size, 3))
        touched = {start * stride + place for start in range(size) for place in range(max(kernel, stride))}
        assert valid.output_shape == (len(touched), 2)


def test_pools_move_by_their_own_size_unless_told_otherwise() -> None:
    assert only("MaxPooling2D()", (9, 7, 5)).output_shape == (4, 3, 5)
    assert only("MaxPooling2D((3, 2))", (9, 7, 5)).output_shape == (3, 3, 5)
    assert only("AveragePooling2D(3, 1)", (9, 7, 5)).output_shape == (7, 5, 5)
    assert only("GlobalAveragePooling2D()", (9, 7, 5)).output_shape == (5,)
    assert only("GlobalMaxPooling1D(keepdims=True)", (9, 5)).output_shape == (1, 5)


@pytest.mark.parametrize(
    ("text", "shape", "parameters", "trainable"),
    [
        ('Conv2D(32, 3, padding="same", activation="relu")', (28, 28, 1), 320, 320),
        ("Conv2D(32, (3, 3), use_bias=False)", (28, 28, 3), 864, 864),
        ("Conv2D(8, 3, groups=4)", (9, 9, 4), 80, 80),
        ("DepthwiseConv2D(3, depth_multiplier=2)", (9, 9, 4), 9 * 8 + 8, 80),
        ("SeparableConv2D(128, 3)", (9, 9, 64), 9 * 64 + 64 * 128 + 128, 8_896),
        ("BatchNormalization()", (9, 9, 16), 64, 32),
        ("BatchNormalization(scale=False)", (9, 9, 16), 48, 16),
        ("LayerNormalization()", (9, 16), 32, 32),
        ("GroupNormalization(groups=4)", (9, 9, 16), 32, 32),
        ("layers.Embedding(10000, 64)", (20,), 640_000, 640_000),
        ("SimpleRNN(32)", (10, 8), 32 * (8 + 32 + 1), 1_312),
        ("LSTM(128)", (10, 64), 98_816, 98_816),
        ("GRU(128)", (10, 64), 74_496, 74_496),
        ("GRU(128, reset_after=False)", (10, 64), 74_112, 74_112),
        ("LSTM(128, use_bias=False)", (10, 64), 98_304, 98_304),
        ("Bidirectional(LSTM(128))", (10, 64), 197_632, 197_632),
        ("MultiHeadAttention(num_heads=8, key_dim=64)", (10, 512), 1_050_624, 1_050_624),
        ("MultiHeadAttention(2, 16)", (10, 64), 3 * 65 * 32 + 33 * 64, 8_352),
        ("Dense(10)", (5, 7), 80, 80),
        ("layers.PReLU()", (5, 7), 35, 35),
        ("Dense(10, trainable=False)", (7,), 80, 0),
        ("TimeDistributed(Dense(10))", (5, 7), 80, 80),
    ],
)
def test_parameters_are_those_keras_counts(text: str, shape: Shape, parameters: int, trainable: int) -> None:
    row = only(text, shape)
    assert (row.parameters, row.trainable) == (parameters, trainable)


@pytest.mark.parametrize(
    ("text", "shape", "output"),
    [
        ("LSTM(8)", (10, 4), (8,)),
        ("GRU(8, return_sequences=True)", (10, 4), (10, 8)),
        ("Bidirectional(GRU(8, return_sequences=True))", (10, 4), (10, 16)),
        ("Dense(10)", (5, 6, 7), (5, 6, 10)),
        ("layers.Flatten()", (5, 6, 7), (210,)),
        ("Reshape((30, -1))", (5, 6, 7), (30, 7)),
        ("Permute((2, 1))", (5, 6), (6, 5)),
        ("ZeroPadding2D(((1, 2), (3, 4)))", (5, 6, 7), (8, 13, 7)),
        ("ZeroPadding2D((1, 2))", (5, 6, 7), (7, 10, 7)),
        ("ZeroPadding1D((1, 2))", (5, 7), (8, 7)),
        ("UpSampling2D()", (5, 6, 7), (10, 12, 7)),
        ("Conv2D(4, 3, dilation_rate=2)", (9, 9, 1), (5, 5, 4)),
    ],
)
def test_shapes_hold_the_channels_last(text: str, shape: Shape, output: Shape) -> None:
    assert only(text, shape).output_shape == output


def summary_of(text: str, shape: Shape | None = None) -> Summary:
    """Return the summary of a text that must fit."""
    summary = analyse(read_network(text), shape)
    assert summary.problem is None, summary.problem
    return summary


LINES = ["Conv2D(8, 3, activation='relu'", "MaxPooling2D()", "Flatten()", "Dense(10, activation='softmax')"]


def test_every_way_to_write_a_model_gives_the_same_rows() -> None:
    first, *rest = LINES
    sized = f"{first}, input_shape=(12, 12, 1))"
    inner = ",\n  ".join(["keras.Input(shape=(12, 12, 1))", f"{first})", *rest])
    added = "\n".join(f"model.add(layers.{line})" for line in [sized, *rest])
    called = "\n".join(f"x = layers.{line}(x)" for line in rest)
    texts = [
        "\n".join([sized, *rest]),
        f"model = keras.Sequential([\n  {inner},\n])",
        f"from tensorflow import keras\nmodel = Sequential()\n{added}\nmodel.compile(loss='mse')\nmodel.summary()",
        f"inputs = keras.Input((12, 12, 1))\nx = tf.keras.layers.{first})(inputs)\n{called}",
    ]
    rows = [[(row.output_shape, row.parameters) for row in summary_of(text).rows] for text in texts]
    assert rows[0] == [((10, 10, 8), 80), ((5, 5, 8), 0), ((200,), 0), ((10,), 2_010)]
    assert all(each == rows[0] for each in rows[1:])


def test_lines_of_the_short_form_follow_the_order_of_axes_of_the_text() -> None:
    summary = summary_of("Conv2D(8, 3, padding='same')\nres(conv 8 3 same; bn)\nmaxpool 2\nDense(3)", (6, 6, 2))
    assert [row.output_shape for row in summary.rows] == [(6, 6, 8), (6, 6, 8), (3, 3, 8), (3, 3, 3)]
    assert "last axis alone" in summary.rows[-1].notes[0]
