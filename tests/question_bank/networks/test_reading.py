"""The notations say the same; whatever is typed is read or refused with a place, at once and without running it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.networks import PRESETS, SHORT_FORM, NetworkError, Summary, analyse, analysing, read_network, walk
from question_bank.networks.keras_layers import KERAS
from question_bank.networks.short_words import FORMS, Form
from question_bank.networks.torch_layers import TORCH
from tests.question_bank.networks.spelled import value_of

Shape = tuple[int, ...]

ALIKE = [
    # short form, torch, an input that both take
    ("conv 6 5", "nn.Conv2d(3, 6, 5)", (3, 9, 9)),
    ("flatten; dense 7", "nn.Flatten(), nn.LazyLinear(7)", (3, 2, 2)),
    ("conv 6 5 stride 2 pad 1", "nn.Conv2d(3, 6, kernel_size=5, stride=2, padding=1)", (3, 9, 9)),
    ("conv 6 5 s2 p1 d2", "nn.Conv2d(3, 6, 5, 2, 1, 2)", (3, 19, 19)),
    ("conv 6 5 /2", "nn.Conv2d(3, 6, (5, 5), (2, 2))", (3, 9, 9)),
    ("conv 6 3x5 stride 2x1 pad 0x2", "nn.Conv2d(3, 6, (3, 5), stride=(2, 1), padding=(0, 2))", (3, 9, 9)),
    ("conv 6 3 same no bias", "nn.Conv2d(3, 6, 3, padding='same', bias=False)", (3, 9, 9)),
    ("conv2d 6 3 groups 3", "torch.nn.Conv2d(3, 6, 3, groups=3)", (3, 9, 9)),
    ("conv1d 6 3", "nn.Conv1d(3, 6, 3)", (3, 9)),
    ("conv 6 3", "nn.Conv3d(3, 6, 3)", (3, 5, 5, 5)),
    ("dwconv 3 pad 1", "nn.Conv2d(3, 3, 3, padding=1, groups=3)", (3, 9, 9)),
    ("dwconv 3 times 2", "nn.Conv2d(3, 6, 3, groups=3)", (3, 9, 9)),
    ("deconv 6 4 stride 2 pad 1", "nn.ConvTranspose2d(3, 6, 4, 2, 1)", (3, 9, 9)),
    ("deconv 6 3 stride 2 outpad 1", "nn.ConvTranspose2d(3, 6, 3, stride=2, output_padding=1)", (3, 9, 9)),
    ("maxpool 2", "nn.MaxPool2d(2)", (3, 9, 9)),
    ("max pool 3 2 pad 1", "nn.MaxPool2d(3, 2, 1)", (3, 9, 9)),
    ("max-pool 3 stride 2 ceil", "nn.MaxPool2d(3, stride=2, ceil_mode=True)", (3, 8, 8)),
    ("avgpool2d 2", "nn.AvgPool2d(2)", (3, 9, 9)),
    ("adaptiveavgpool 3", "nn.AdaptiveAvgPool2d((3, 3))", (3, 9, 9)),
    ("global avg pool keep", "nn.AdaptiveAvgPool2d(1)", (3, 9, 9)),
    ("upsample 2", "nn.Upsample(scale_factor=2)", (3, 4, 4)),
    ("zeropad 2", "nn.ZeroPad2d(2)", (3, 4, 4)),
    ("flatten; dense 10", "nn.Flatten(), nn.Linear(48, 10)", (3, 4, 4)),
    ("fc 10 no bias", "nn.Linear(8, 10, bias=False)", (8,)),
    ("reshape 2x4", "nn.Unflatten(1, (2, 4))", (8,)),
    ("bn; relu; dropout 0.3", "nn.BatchNorm2d(3); nn.ReLU(inplace=True); nn.Dropout(p=0.3)", (3, 4, 4)),
    ("batch norm", "nn.BatchNorm1d(8)", (8,)),
    ("layernorm", "nn.LayerNorm(8)", (5, 8)),
    ("layernorm", "nn.LayerNorm([3, 4, 4])", (3, 4, 4)),
    ("groupnorm 2", "nn.GroupNorm(2, 8)", (8, 4, 4)),
    ("rmsnorm", "nn.RMSNorm(8)", (5, 8)),
    ("embedding 100 16", "nn.Embedding(100, 16)", (7,)),
    ("lstm 16", "nn.LSTM(8, 16)", (5, 8)),
    ("gru 16 2 layers bidirectional", "nn.GRU(8, 16, num_layers=2, bidirectional=True, batch_first=True)", (5, 8)),
    ("rnn 16 layers 3 no bias", "nn.RNN(8, 16, 3, bias=False)", (5, 8)),
    ("attention 4 heads", "nn.MultiheadAttention(8, 4)", (5, 8)),
    ("transformer 2 ffn 32", "nn.TransformerEncoderLayer(8, 2, 32, norm_first=True)", (5, 8)),
    ("transformer heads 2 ffn 32 norm last", "nn.TransformerEncoderLayer(8, 2, 32)", (5, 8)),
    ("transformer 2 ffn 2048 norm last", "nn.TransformerEncoderLayer(8, 2)", (5, 8)),
    ("3x(dense 8; relu)", "nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU()", (8,)),
]


def summary_of(text: str, shape: Shape) -> Summary:
    """Return the summary of a text that must fit."""
    summary = analyse(read_network(text), shape)
    assert summary.problem is None, summary.problem
    return summary


@pytest.mark.parametrize(("short", "torch", "shape"), ALIKE)
def test_the_short_form_and_torch_say_the_same(short: str, torch: str, shape: Shape) -> None:
    ours, theirs = summary_of(short, shape), summary_of(torch, shape)
    assert ours.totals == theirs.totals
    assert [row.output_shape for row in ours.rows] == [row.output_shape for row in theirs.rows]
    for _, row in [*walk(ours.rows), *walk(theirs.rows)]:
        assert value_of(row.calculation or "0") == row.parameters
        assert value_of(row.multiply_adds_calculation or "0") == row.multiply_adds


def test_a_class_is_read_by_the_lines_that_make_its_layers() -> None:
    text = """import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2),  # 28 x 28 stays
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
        )
        hidden = 10
        self.head = nn.Linear(6 * 14 * 14, 10)

    def forward(self, x):
        x = self.features(x)
        return self.head(torch.flatten(x, 1))
"""
    summary = analyse(read_network(text), (1, 28, 28))
    assert [row.output_shape for row in summary.rows] == [(6, 28, 28), (6, 28, 28), (6, 14, 14)]
    assert summary.problem is not None and "write nn.Flatten() before it" in summary.problem.sentence


def test_names_of_layers_are_left_aside() -> None:
    text = """nn.Sequential(OrderedDict([
        ("conv1", nn.Conv2d(1, 6, 5)),
        ("relu1", nn.ReLU()),
    ]))"""
    assert [row.layer for row in summary_of(text, (1, 9, 9)).rows] == ["nn.Conv2d(1, 6, 5)", "nn.ReLU()"]
    named = "model = keras.Sequential([keras.Input((9, 9, 1)), layers.Conv2D(6, 5, name='c')], name='net')"
    assert [row.output_shape for row in summary_of(named, (9, 9, 1)).rows] == [(5, 5, 6)]


def test_commas_and_the_next_word_divide_layers_too() -> None:
    shapes = [(6, 28, 28), (6, 28, 28), (6, 14, 14)]
    for text in ("conv 6 5, relu, maxpool 2", "conv 6, 5 relu max pool 2", "conv 6 5\n\nrelu # so far\nmaxpool 2;"):
        assert [row.output_shape for row in summary_of(text, (1, 32, 32)).rows] == shapes


def test_layers_that_are_frozen_learn_nothing_but_still_count() -> None:
    totals = summary_of("dense 4 frozen; dense 2", (3,)).totals
    assert (totals.parameters, totals.trainable) == (26, 10)
    block = summary_of("transformer 2 frozen", (5, 8)).totals
    assert block.parameters > 0 == block.trainable


def test_one_bias_a_gate_is_counted_as_in_books() -> None:
    texts = ("lstm 128", "lstm 128 one bias", "lstm 128 no bias", "gru 128 one bias", "rnn 128 one bias")
    counts = [summary_of(text, (10, 64)).totals.parameters for text in texts]
    assert counts == [99_328, 98_816, 98_304, 74_112, 24_704]


def test_paths_that_are_added_or_put_side_by_side() -> None:
    inception = summary_of("concat(conv 8 1 | conv 4 3 same; relu; conv 4 3 same | maxpool 3 1 pad 1)", (3, 9, 9))
    assert inception.output_shape == (15, 9, 9)
    projected = summary_of("res/2(conv 8 3 stride 2 pad 1; bn)", (4, 9, 9))
    written = summary_of("add(conv 8 3 stride 2 pad 1; bn | conv 8 1 stride 2 no bias; bn)", (4, 9, 9))
    assert projected.totals == written.totals and projected.output_shape == (8, 5, 5)
    assert projected.totals.parameters == (9 * 4 + 1) * 8 + 16 + 4 * 8 + 16
    (row,) = projected.rows
    assert [len(path) for path in row.paths] == [2, 2]
    assert row.parameters == sum(each.parameters for path in row.paths for each in path)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.head)
def test_the_help_shows_every_word_and_what_it_shows_is_read(form: Form) -> None:
    assert form.usage in SHORT_FORM and form.meaning in SHORT_FORM
    words = form.usage.replace("[", "").replace("]", "").split()
    network = read_network(" ".join("1" if word.isupper() else word for word in words))
    assert network.problem is None and len(network.layers) == 1


@pytest.mark.parametrize("name", sorted({*TORCH, *KERAS}))
def test_no_layer_of_torch_or_keras_takes_what_it_does_not_know(name: str) -> None:
    prefix, numbers = "nn" if name in TORCH else "layers", ", ".join(map(str, range(1, 16)))
    network = read_network(f"{prefix}.{name}({numbers})")
    assert network.problem is not None and "one too many" in network.problem.sentence


HOSTILE = [
    "conv " * 20_000,
    "x" * 100_000,
    "(" * 10_000,
    "[" * 10_000,
    "nn.Sequential(" * 1_000,
    "nn.Linear(" * 1_000,
    "nn.Linear(" + "-" * 10_000,
    "nn.Linear(" + "(" * 10_000,
    "nn.Linear(" + "[" * 5_000 + "]" * 5_000 + ")",
    "res(" * 4_000,
    "2x(" * 5_000 + "relu" + ")" * 5_000,
    "2000x(" * 15 + "relu" + ")" * 15,
    "10x(res(" * 10 + "relu" + "))" * 10,
    "1000x(res(500x(relu)))",
    "nn.Linear(" + "9*" * 5_000 + "9, 1)",
    f"conv {10**30} 3",
    f"nn.Linear({10**30}, 1)",
    "nn.Linear(9**9**9**9, 1)",
    "nn.Linear(" + "1" * 5_000 + ", 1)",
    "1e999999999 relu",
    "dropout 1e999999",
    "nn.Dropout(1e999999)",
    "__import__('os').system('true')",
    "nn.__class__.__mro__(1)",
    "nn.Linear(__import__('os').getpid(), 1)",
    "lambda: 0",
    "relu " * 3_000,
    "upsample 999; " * 900,
    "conv 999999999 1; " * 100,
    "embedding 999999999 999999999; flatten; dense 999999999",
    "a." * 5_000 + "b(",
    "\x00\x01\x02",
    "relu \u202e\u2066 conv",
    "'" * 1_000,
    "x" * 5_000 + "(",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[f"{number}: {text[:12]!r}" for number, text in enumerate(HOSTILE)])
def test_hostile_texts_are_refused_with_a_sentence(text: str) -> None:
    summary = analyse(read_network(text), (3, 8, 8))
    assert summary.problem is not None
    assert 10 < len(summary.problem.sentence) < 400
    assert 0 <= summary.problem.span.start <= summary.problem.span.end <= len(text)


def test_an_analysis_that_pauses_knows_what_fits_so_far() -> None:
    network = read_network("conv 6 5; relu; flatten; dense 10; conv 3 3; relu")
    steps = analysing(network, (1, 8, 8))
    outputs = [progress.summary().output_shape for progress in steps]
    assert outputs == [(1, 8, 8), (6, 4, 4), (6, 4, 4), (96,), (10,)]


def test_nothing_that_is_typed_is_run() -> None:
    read_network("x = __import__('builtins').exec('import question_bank.networks as n; n.BROKEN = 1')")
    import question_bank.networks

    assert not hasattr(question_bank.networks, "BROKEN")


WORDS = (
    "conv 6 5 ; ( ) | relu res res/2( 3x( nn.Conv2d( 1,6,5 , = same Dense( units=3 nn.Sequential( [ ] stride 2 pad x="
)
MORE = (
    "- 3x3 0.5 'same' lstm Flatten() embedding swap model.add( keras.Input((4,4,1)) frozen None . / concat( bn nn.LSTM("
)
PIECES = [*WORDS.split(), *MORE.split(), "\n"]
TYPED = st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.text(max_size=60))


@given(TYPED, st.lists(st.integers(1, 9), max_size=3))
def test_whatever_is_typed_is_followed_or_pointed_at(text: str, sizes: list[int]) -> None:
    network = read_network(text)
    try:
        summary = analyse(network, sizes or None)
    except NetworkError as error:
        assert str(error)
        return
    problem = summary.problem
    assert problem is not None or len(summary.rows) == len(network.layers) > 0
    if problem is not None:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.sentence.strip().endswith((".", "?")) or "Write " in problem.sentence, problem.sentence
    for _, row in walk(summary.rows):
        assert all(size >= 1 for size in row.output_shape)
        assert 0 <= row.trainable <= row.parameters


@given(st.sampled_from(PRESETS), st.data())
def test_a_network_that_is_still_being_typed_keeps_the_layers_before(known: object, data: st.DataObject) -> None:
    preset = next(each for each in PRESETS if each is known)
    length = data.draw(st.integers(0, len(preset.text)))
    whole = analyse(read_network(preset.text), preset.input_shape)
    partial = analyse(read_network(preset.text[:length]), preset.input_shape)
    finished = preset.text[:length].rpartition("\n")[0].count("\n")
    fitting = [row for row in partial.rows if row.span.end < length - 1]
    assert fitting == list(whole.rows[: len(fitting)])
    assert finished == 0 or len(fitting) > 0
