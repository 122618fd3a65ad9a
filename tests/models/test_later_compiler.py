"""torch's compiler, in processes of their own: optimizers leave it unloaded, and who asks for it gets the real one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def said(code: str) -> list[str]:
    """Return the lines that a fresh process prints; warnings are errors there too."""
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )
    assert process.returncode == 0, process.stderr
    return process.stdout.splitlines()


WORKER = """
import sys, time
from queue import SimpleQueue
from models.protocol import REPORTS, Decoder, Frames, OneStep, Quit, Start
from models.registry import demo
from models.worker import Worker
commands, said = SimpleQueue(), []
for command in (Start("gradient-flow", {}, "cpu", 1, paused=True), OneStep(), OneStep(), Quit()):
    commands.put(command)
worker = Worker(commands, said.append, clock=time.perf_counter)
worker.warm_up()
worker.serve()
reports = Decoder(REPORTS).feed(b"".join(said))
print([moment.step for report in reports if isinstance(report, Frames) for moment in report.moments])
for name in ("playground", "sweep"):
    next(demo(name).train(demo(name).config(), "cpu")).pictures()
print([name for name in sys.modules if name.startswith(("torch._dynamo.", "numba"))])
"""


def test_an_optimizer_trains_in_a_worker_without_the_compiler_and_no_first_frame_needs_the_compiled_loop() -> None:
    assert said(WORKER) == ["[0, 1, 2]", "[]"]


# Every optimizer takes three steps, its gradient clipped: the weights to the last bit. Then the same once more, with
# the real compiler loaded by what stands in between.
BEFORE = """
import sys
from models.later_compiler import put_off_compiler
put_off_compiler()
import torch
from models.descent import OPTIMIZERS, optimizer_of
from models.loop import descend
def descended(name):
    torch.manual_seed(1)
    net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
    optimizer = optimizer_of(name, net.parameters(), "cpu", weight_decay=0.01)
    for _ in range(3):
        descend(optimizer, net(torch.randn(5, 3)).square().mean(), 0.1, largest_gradient=0.5)
    return [weight.tolist() for weight in net.parameters()]
first = [descended(name) for name in OPTIMIZERS]
assert not [name for name in sys.modules if name.startswith("torch._dynamo.")]
"""
AFTER = """
real = sys.modules["torch._dynamo"]
assert real is torch._dynamo and type(real) is type(sys) and real.__file__.endswith("__init__.py")
assert not [finder for finder in sys.meta_path if type(finder).__module__ == "models.later_compiler"]
assert [descended(name) for name in OPTIMIZERS] == first
plain = torch.optim.SGD.add_param_group.__wrapped__
assert plain.__dict__["__dynamo_disable"] is not plain  # the real one was asked about it again
"""
ASKED = {
    "for a part of it, to compile a function": """
assert torch.compile(lambda x: 2 * x + 1, backend="eager")(torch.ones(2)).tolist() == [3, 3]
part = sys.modules["torch._dynamo.backends.registry"]
assert part is torch._dynamo.backends.registry and part.__spec__.loader.path == part.__file__
""",
    "for a name in it, for a derivative": """
assert torch.func.jacrev(torch.sin)(torch.zeros(1)).tolist() == [[1]]
""",
    "not to compile a function of one's own": """
double = lambda x: 2 * x
left_alone = torch.compiler.disable(double, reason="told so")
assert left_alone is not double and left_alone(3) == 6 and left_alone._torchdynamo_disable
""",
}


@pytest.mark.slow
@pytest.mark.parametrize("asking", ASKED.values(), ids=ASKED)
def test_who_asks_the_compiler_gets_the_real_one_and_optimizers_go_on_as_before(asking: str) -> None:
    assert said(BEFORE + asking + AFTER) == []
