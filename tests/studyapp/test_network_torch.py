"""The torch code that is copied runs, and makes the network that is shown."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import torch
from torch import nn

from question_bank.networks import PRESETS, Summary, analyse, preset, read_network
from studyapp.ui.network_torch import NotPlain, as_torch
from tests.question_bank.networks.random_nets import random_net

SEEDS = 240
TEXTS = [
    ("conv 6 3x5 stride 2x1 pad 0x2 no bias; leakyrelu; bn; avgpool 2 ceil; flatten; dense 3 no bias", (3, 19, 19)),
    ("conv 6 3 same dilation 2; dwconv 3 times 2; deconv 4 4 stride 2 pad 1 outpad 1; maxpool 3 2 pad 1", (3, 16, 16)),
    ("conv1d 8 3; relu; bn1d; maxpool 2; globalavgpool; dense 2; softmax", (4, 30)),
    ("groupnorm 2; upsample 2; conv 4 3 groups 2; globalmaxpool; dense 2", (4, 8, 8)),
    ("layernorm; dense 7; gelu; dropout 0.1; flatten; dense 2", (5, 6)),
    ("Conv2D(6, 5, activation='relu')\nMaxPooling2D(2)\nFlatten()\nDense(10, activation='softmax')", (12, 10, 3)),
]


def made(code: str, folder: Path) -> nn.Module:
    """Return the network that the code makes when it is run as a file of its own."""
    file = folder / "net.py"
    file.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("net", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    net = module.net
    assert isinstance(net, nn.Module)
    return net.eval()


def check(summary: Summary, folder: Path) -> None:
    """Compare shapes and parameters of what is shown with those of the network that the code makes."""
    net = made(as_torch(summary), folder)
    first, last = summary.input_shape, summary.output_shape
    if summary.channels_last and len(first) > 2:
        first = (*first[-1:], *first[:-1])
    tokens = isinstance(next(net.children()), nn.Embedding)
    with torch.no_grad():
        out = net(torch.zeros(2, *first, dtype=torch.long if tokens else torch.float))
    assert tuple(out.shape[1:]) == last
    assert sum(each.numel() for each in net.parameters()) == summary.totals.trainable


@pytest.mark.parametrize(("text", "shape"), TEXTS)
def test_the_code_makes_the_network_that_is_shown(text: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    summary = analyse(read_network(text), shape)
    assert summary.problem is None
    check(summary, tmp_path)


@pytest.mark.filterwarnings("ignore:Using padding='same'")  # torch's word on its own speed
def test_random_networks_are_copied_right_or_not_at_all(tmp_path: Path) -> None:
    copied = 0
    for seed in range(SEEDS):
        net = random_net(seed)
        summary = analyse(read_network("\n".join(net.lines)), net.input_shape)
        try:
            as_torch(summary)
        except NotPlain:
            continue
        check(summary, tmp_path)
        copied += 1
    assert copied > SEEDS / 4


def test_presets_of_plain_layers_can_be_copied_and_the_others_say_which_layer_can_not() -> None:
    plain = {"lenet-5", "alexnet", "vgg-16", "mobilenet-v1", "digits-cnn"}
    for each in PRESETS:
        summary = analyse(read_network(each.text), each.input_shape)
        if each.id in plain:
            assert as_torch(summary).count("Linear(") >= 1
        else:
            with pytest.raises(NotPlain, match="only plain layers"):
                as_torch(summary)


def test_the_code_of_lenet_reads_as_a_person_would_write_it() -> None:
    lenet = preset("lenet-5")
    code = as_torch(analyse(read_network(lenet.text), lenet.input_shape))
    assert code.startswith("from torch import nn\n\n# one input: 1×32×32, without the batch\nnet = nn.Sequential(\n")
    for line in ("nn.Conv2d(1, 6, 5),", "nn.ReLU(),", "nn.AvgPool2d(2, 2),", "nn.Flatten(),", "nn.Linear(400, 120),"):
        assert f"    {line}\n" in code
