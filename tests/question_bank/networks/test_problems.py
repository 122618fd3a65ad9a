"""What does not fit is explained at its layer, what can't be read at its place; what stands before it still counts."""

from __future__ import annotations

import pytest

from question_bank.networks import NetworkError, Summary, analyse, read_network, read_shape

Shape = tuple[int, ...]

MISFITS = [
    # text, input, layers that fit, the text at fault, words of the sentence
    (
        "nn.Conv2d(1, 16, 5)\nnn.MaxPool2d(2)\nnn.Linear(400, 120)",
        (1, 16, 16),
        2,
        "nn.Linear(400, 120)",
        "Linear expects 400 numbers, but 16×6×6 = 576 arrive: flatten gives 576. Write nn.Flatten(), then nn.Linear(",
    ),
    (
        "nn.Flatten()\nnn.Linear(400, 120)",
        (16, 6, 6),
        1,
        "nn.Linear(400, 120)",
        "arrive. Write nn.Linear(576, 120).",
    ),
    ("nn.Linear(576, 120)", (16, 6, 6), 0, "nn.Linear(576, 120)", "write nn.Flatten() before it"),
    ("nn.LSTM(8, 16)\nnn.Linear(32, 2)", (5, 8), 1, "nn.Linear(32, 2)", "5 steps of 16 arrive. Write nn.Linear(16, 2)"),
    ("nn.Conv2d(1, 6, 5)", (3, 32, 32), 0, "nn.Conv2d(1, 6, 5)", "expects 1 channels, but 3×32×32 arrives: 3 channels"),
    ("nn.Conv2d(3, 6, 5)", (32, 32, 3), 0, "nn.Conv2d(3, 6, 5)", "torch reads channels first"),
    ("conv 6 5", (784,), 0, "conv 6 5", "but 784 arrives"),
    ("nn.Conv2d(1, 6, 5)", (28, 28), 0, "nn.Conv2d(1, 6, 5)", "If that is a map with one channel, it is 1×28×28."),
    (
        "Conv2D(6, 5)",
        (28, 28),
        0,
        "Conv2D(6, 5)",
        "height × width × channels, but 28×28 arrives. If that",
    ),
    ("nn.MaxPool1d(2)", (3, 8, 8), 0, "nn.MaxPool1d(2)", "reads channels × steps, but 3×8×8 arrives"),
    ("nn.Conv2d(1, 6, 5)", (64, 1, 28, 28), 0, "nn.Conv2d(1, 6, 5)", "If the first size is the batch, leave it away."),
    ("conv 6 3; conv 6 9", (1, 8, 8), 1, "conv 6 9", "A kernel of 9 does not fit into 6 places"),
    ("conv 6 9 pad 1", (1, 5, 5), 0, "conv 6 9 pad 1", "does not fit into 5 places and 2 of padding"),
    ("conv 6 3 dilation 4", (1, 5, 5), 0, "conv 6 3 dilation 4", "with dilation 4 spans 9 places and does not fit"),
    ("conv 6 3 groups 2", (3, 8, 8), 0, "conv 6 3 groups 2", "the 3 channels that arrive can't be split evenly"),
    ("conv 6 3x3", (3, 8), 0, "conv 6 3x3", "The kernel has 2 numbers, but the map has 1 axis"),
    ('nn.Conv2d(3, 6, 3, 2, padding="same")', (3, 8, 8), 0, "nn.Conv2d", "only at stride 1"),
    ("maxpool 2 pad 2", (3, 8, 8), 0, "maxpool 2 pad 2", "padded by at most half its kernel, 1, not 2"),
    ("conv 6 3; dense 10", (3, 8, 8), 1, "dense 10", "the map 6×6×6 = 216 arrives: write flatten before it"),
    ("nn.BatchNorm2d(32)", (16, 8, 8), 0, "nn.BatchNorm2d(32)", "expects 32 channels, but 16×8×8 arrives"),
    ("groupnorm 3", (16, 8, 8), 0, "groupnorm 3", "splits 16 channels into 3 groups"),
    ("nn.LayerNorm(8)", (5, 16), 0, "nn.LayerNorm(8)", "over the last sizes 8, but 5×16 arrives"),
    ("embedding 9 4; conv 8 3", (50,), 1, "conv 8 3", "50 steps of 4 features. Write swap before it."),
    ("nn.Embedding(9, 4)\nnn.Conv1d(4, 8, 3)", (50,), 1, "nn.Conv1d", "write swap on a line before it"),
    ("lstm 8 last; lstm 8", (5, 4), 1, "lstm 8", "leave last away in the recurrent layer before"),
    ("LSTM(8)\nLSTM(8)", (5, 4), 1, "LSTM(8)", "return_sequences=True in the recurrent layer before"),
    ("nn.LSTM(8, 8)", (5, 4), 0, "nn.LSTM(8, 8)", "5 steps of 4. Write 4 as its first number."),
    (
        "attention 3 heads",
        (5, 8),
        0,
        "attention 3 heads",
        "can't be split evenly among 3 heads: take 2 or 4 or 8",
    ),
    ("transformer 4", (8,), 0, "transformer 4", "reads steps × features, but 8 arrives"),
    ("positions 4", (5, 8), 0, "positions 4", "5 steps arrive: it needs 5"),
    ("reshape 4x4", (15,), 0, "reshape 4x4", "needs 16 numbers, but 15 arrive"),
    ("last", (5,), 0, "last", "takes the last step of steps × features"),
    ("prelu 3", (5,), 0, "prelu 3", "1 slope or one a channel, 5, not 3"),
    ("deconv 2 1 pad 4", (1, 3), 0, "deconv 2 1 pad 4", "nothing is left"),
    ("deconv 2 3 stride 2 outpad 2", (1, 3), 0, "deconv", "is below its stride or dilation: 2 is not below 2"),
    ("conv 4 3 same; res(conv 8 3 stride 2 same)", (1, 8, 8), 1, "res(", "Write res/2(...)"),
    ("res(conv 8 3 same; bn)", (4, 8, 8), 0, "res(", "The block gives 8×8×8, but its shortcut 4×8×8"),
    ("relu; res(conv 4 3 same; conv 4 99)", (4, 8, 8), 1, "conv 4 99", "A kernel of 99 does not fit"),
    ("concat(conv 4 3 | conv 4 5)", (4, 8, 8), 0, "concat(", "4×6×6, 4×4×4: only the channels may differ"),
    ("upsample 1000000; upsample 1000000", (1, 5, 5), 1, "upsample 1000000", "more than anything that is counted here"),
]

UNREADABLE = [
    # text, layers before it, the text at fault, words of the sentence
    ("", 0, "", "Write a layer, such as conv 6 5"),
    ("conv 6 5; rellu", 1, "rellu", "No layer is called 'rellu': did you mean relu?"),
    ("conv 6", 0, "conv", "conv needs KERNEL. Write conv FILTERS KERNEL"),
    ("conv 6 5 5", 0, "5", "One number too many"),
    ("conv 6 5 strde 2", 0, "strde", "'strde' is no option of conv. Did you mean stride?"),
    ("gru stride", 0, "stride", "'stride' is no option of gru."),
    ("relu; maxpool pad", 1, "pad", "pad needs a number: pad 2, for instance."),
    ("conv 0 5", 0, "0", "FILTERS is a whole number from 1 to 10,000,000"),
    ("conv 6 2.5", 0, "2.5", "KERNEL is a whole number from 1 to 10,000,000"),
    ("dropout 3", 0, "3", "RATE is a number from 0 to 1"),
    ("conv 6 5 + 2", 0, "+", "'+' has no meaning here"),
    ("7; relu", 0, "7", "A layer starts with its name, not with '7'"),
    ("relu; conv(6, 5)", 1, "conv(6, 5)", "The short form has no brackets: write conv FILTERS KERNEL"),
    ("relu; res(conv 4 3 same", 1, "(", "The bracket ( is not closed."),
    ("res conv 4 3", 0, "res", "No layer is called 'res'"),
    ("nn.ReLU()\nnn.Conv2d(1, 6", 1, "(", "The bracket ( is not closed."),
    ("nn.ReLU()\nnn.Conv2d(1, 6)", 1, "nn.Conv2d(1, 6)", "Conv2d needs kernel_size."),
    ("nn.ReLU(), nn.Li", 1, "nn.Li", "nn.Li needs brackets"),
    ("nn.Conv2d(1, 6, 5, paddin=2)", 0, "2", "Conv2d takes no paddin: did you mean padding?"),
    ("nn.Conv2d(1, 6, 5, kernel_size=2)", 0, "2", "Conv2d is given kernel_size twice."),
    ("nn.Linear(1, 2, True, None, None, 3)", 0, "3", "the argument here is one too many"),
    ("nn.Linear(in_features=1, 2)", 0, "2", "Numbers without a name stand before those with one."),
    ("nn.Linear(1.5, 2)", 0, "1.5", "in_features of Linear is a whole number from 1 to 10,000,000."),
    ("nn.Linear(-1, 2)", 0, "-1", "in_features of Linear is a whole number from 1 to 10,000,000."),
    ("nn.Linear(1, 2, bias=3)", 0, "3", "bias of Linear is True or False."),
    ('nn.Conv2d(1, 2, 3, padding="full")', 0, '"full"', 'padding of Conv2d is "same", "valid" or a number.'),
    ('Conv2D(2, 3, padding="full")', 0, '"full"', "padding of Conv2D is"),
    ("Conv2D(2, 3, padding=1)", 0, "1", 'padding of Conv2D is "same" or "valid" in Keras.'),
    ("nn.Linear(16*5*, 2)", 0, ",", "',' stands where a number or a word in quotes was expected."),
    ("nn.Linear(16/5, 2)", 0, "/", "'/' was not expected here: write a comma or )."),
    ("nn.Linear(16//0, 2)", 0, "16//0", "Nothing can be divided by 0."),
    ("nn.Linear('a'*5, 2)", 0, "'a'*5", "Only whole numbers can be joined by * here."),
    ("nn.Linear(9999999999*9999999999, 2)", 0, "9999999999*9999999999", "more than any layer has"),
    ("nn.Linaer(3, 4)", 0, "nn.Linaer(3, 4)", "No layer is called Linaer: did you mean Linear?"),
    ("nn.ReLU()\nDense(3)", 1, "Dense(3)", "Dense is Keras's, but the text before is not"),
    ("Dense(3)\nnn.Linear(3, 4)", 1, "nn.Linear(3, 4)", "Linear is torch's, but the text before is not"),
    ("x = self.conv1(x)", 0, "self.conv1(x)", "Paste the lines that make the layers"),
    ("keras.Input((None, 3))\nDense(2)", 0, "(None, 3)", "Give every size of the input as a number"),
    ("Bidirectional(Dense(3))", 0, "Bidirectional(Dense(3))", "Bidirectional around this layer is not read."),
    ("nn.Flatten(1, 2)", 0, "2", "end_dim of Flatten is -1 here"),
    ("relu; @", 1, "@", "A layer starts with its name, not with '@'."),
    ("relu \x00", 0, "\x00", "'\\x00' has no meaning here."),
    ("relu \u202e", 0, "\u202e", "'\\u202e' has no meaning here."),
    ("9999x(relu)", 0, "9999x", "That is more than 2,000 layers."),
    ("res/x(relu)", 0, "x", "The stride of a shortcut is written res/2(...)."),
    ("conv 6 1x2x3x4x5", 0, "1x2x3x4x5", "A size has at most four numbers"),
]


def at_fault(text: str, summary: Summary) -> str:
    """Return the text that the problem points at."""
    assert summary.problem is not None
    return text[summary.problem.span.start : summary.problem.span.end]


@pytest.mark.parametrize(("text", "shape", "fitting", "fault", "words"), MISFITS)
def test_what_does_not_fit_is_explained_at_the_layer(
    text: str, shape: Shape, fitting: int, fault: str, words: str
) -> None:
    summary = analyse(read_network(text), shape)
    assert summary.problem is not None
    assert words in summary.problem.sentence
    assert summary.problem.layer == fitting == len(summary.rows)
    assert at_fault(text, summary).startswith(fault)
    assert summary.output_shape == (summary.rows[-1].output_shape if fitting else shape)


@pytest.mark.parametrize(("text", "before", "fault", "words"), UNREADABLE)
def test_what_can_not_be_read_is_pointed_at(text: str, before: int, fault: str, words: str) -> None:
    network = read_network(text)
    summary = analyse(network, (3, 8, 8))
    assert summary.problem is not None and summary.problem == network.problem
    assert words in summary.problem.sentence
    assert summary.problem.layer is None
    assert len(network.layers) == before
    assert at_fault(text, summary) == fault


def test_a_layer_that_does_not_fit_is_named_before_a_later_one_that_can_not_be_read() -> None:
    summary = analyse(read_network("conv 6 99; flaten"), (1, 8, 8))
    assert summary.problem is not None and summary.problem.layer == 0


def test_without_an_input_the_text_decides_or_one_is_asked_for() -> None:
    assert analyse(read_network("nn.Linear(784, 10)")).input_shape == (784,)
    assert analyse(read_network("Dense(3, input_dim=5)")).input_shape == (5,)
    assert analyse(read_network("Embedding(9, 4, input_length=7)\nLSTM(3)")).input_shape == (7,)
    with pytest.raises(NetworkError, match="Say what goes in"):
        analyse(read_network("conv 6 5"))


@pytest.mark.parametrize("text", ["1,32,32", "1x32x32", " (1, 32, 32) ", "(None, 1, 32, 32)", "1 × 32×32", "[1;32;32]"])
def test_an_input_shape_is_read_as_people_type_it(text: str) -> None:
    assert read_shape(text) == (1, 32, 32)


@pytest.mark.parametrize("text", ["", "a", "1,,2", "0,3", "-1", "1,2,3,4,5", "1" * 300, "99999999", "1.5", "9" * 12])
def test_an_input_shape_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NetworkError):
        read_shape(text)


def test_a_list_of_layers_without_its_bracket_is_pointed_at() -> None:
    problem = read_network("relu; nn.Sequential; relu").problem
    assert problem is not None and problem.sentence.startswith("nn.Sequential needs brackets")
