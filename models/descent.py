"""One training step that a GPU can replay: batches whose dice are thrown ahead, and the step as a CUDA graph.

On a GPU a step of a small net is mostly waiting for Python to launch its kernels. A CUDA graph records them once and
launches them all together; it wants every tensor to stay where it is, so batches and noise are written into tensors
that never move, and nothing is read back between two frames::

    batches = Batches(len(images), config.batch_size, config.seed, device)
    descent = Descent(optimizer, lambda: loss_of(net, images[batches.drawn], labels[batches.drawn]), device)
    ...
    batches.draw()
    loss = descent.step(config.learning_rate)  # a tensor; float(loss) waits for the device, so only at frames
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from models.loop import descend

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Parameter
    from torch.optim import Optimizer

AHEAD_BYTES = 4 * 1024 * 1024  # thrown and moved to the device at once
MOST_AHEAD = 256  # steps
EAGER_STEPS = 3  # before a graph is recorded: libraries choose their kernels in the first ones
OPTIMIZERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "nadam")
MOMENTUM = 0.9


class Batches:
    """Random rows to train on, the same for a seed on every device; ``drawn`` (batch,) is overwritten in place."""

    def __init__(self, rows: int, batch: int, seed: int, device: str) -> None:
        import torch

        self.drawn = torch.zeros(batch, dtype=torch.int64, device=device)
        self._rows = rows
        dice = torch.Generator().manual_seed(seed)
        self._stock = _Stock(lambda count: torch.randint(rows, (count, batch), generator=dice), 8 * batch, device)

    def draw(self) -> Tensor:
        """Return the rows of the next step, with replacement."""
        return self.drawn.copy_(self._stock.take())


class Noise:
    """Standard normal noise, the same for a seed on every device; ``drawn`` is overwritten in place."""

    def __init__(self, shape: tuple[int, ...], seed: int, device: str) -> None:
        import torch

        self.drawn = torch.zeros(shape, device=device)
        dice = torch.Generator().manual_seed(seed)
        self._stock = _Stock(lambda count: torch.randn((count, *shape), generator=dice), 4 * math.prod(shape), device)

    def draw(self) -> Tensor:
        """Return the noise of the next step."""
        return self.drawn.copy_(self._stock.take())


class _Stock:
    """Rows made on the CPU, many at once, and handed out on the device one after the other."""

    def __init__(self, make: Callable[[int], Tensor], bytes_each: int, device: str) -> None:
        self._make = make
        self._count = max(1, min(MOST_AHEAD, AHEAD_BYTES // max(bytes_each, 1)))
        self._device = device
        self._rows: Tensor | None = None
        self._next = 0

    def take(self) -> Tensor:
        if self._rows is None or self._next == self._count:
            self._rows, self._next = self._make(self._count).to(self._device), 0
        self._next += 1
        return self._rows[self._next - 1]


class Descent:
    """Takes the loss and moves the weights against its gradient, on a CUDA device as one recorded graph.

    ``loss_of`` reads tensors that stay where they are, and gives a loss of one number. ``graphed=False`` is for losses
    whose shapes or branches change from step to step. ``mixed`` computes in bfloat16 where a GPU has
    units for it; others only imitate it, slowly.
    """

    def __init__(
        self,
        optimizer: Optimizer,
        loss_of: Callable[[], Tensor],
        device: str,
        *,
        largest_gradient: float = math.inf,
        graphed: bool = True,
        mixed: bool = False,
    ) -> None:
        self._optimizer = optimizer
        self._loss_of = loss_of
        self._largest_gradient = largest_gradient
        self._on_gpu = device.startswith("cuda")
        self._graphed = graphed and self._on_gpu
        self._mixed = mixed and self._on_gpu and _has_bfloat16()
        self._steps = 0
        self._replay: Callable[[], None] | None = None
        self._loss: Tensor | None = None
        self._rate: Tensor | None = None

    def step(self, learning_rate: float) -> Tensor:
        """Take one step and return the loss before it, a detached number on the device."""
        if not self._graphed:
            loss = self._measured()
            descend(self._optimizer, loss, learning_rate, largest_gradient=self._largest_gradient)
            return loss.detach()
        return self._step_on_gpu(learning_rate)

    def _measured(self) -> Tensor:
        import torch

        how = torch.autocast("cuda", torch.bfloat16, cache_enabled=False) if self._mixed else contextlib.nullcontext()
        with how:
            return self._loss_of()

    def _step_on_gpu(self, learning_rate: float) -> Tensor:
        import torch

        if self._rate is None:
            self._rate = torch.zeros((), device="cuda")
            for group in self._optimizer.param_groups:
                group["lr"] = self._rate
        self._rate.fill_(learning_rate)
        if self._replay is None and self._steps < EAGER_STEPS:
            self._steps += 1
            return self._eager_on_a_side_stream()
        if self._replay is None:
            graph = torch.cuda.CUDAGraph()
            self._optimizer.zero_grad(set_to_none=True)
            with torch.cuda.graph(graph):
                self._loss = self._descended()
            self._replay = graph.replay
        self._replay()
        assert self._loss is not None
        return self._loss

    def _eager_on_a_side_stream(self) -> Tensor:
        """Take a step as a recording wants it: away from the main stream, whose memory a graph may not share."""
        import torch

        stream = torch.Stream(device="cuda")
        stream.wait_stream(torch.cuda.current_stream())
        with stream:
            self._optimizer.zero_grad(set_to_none=True)
            loss = self._descended()
        torch.cuda.current_stream().wait_stream(stream)
        return loss

    def _descended(self) -> Tensor:
        import torch

        loss = self._measured()
        torch.autograd.backward(loss)
        if self._largest_gradient < math.inf:
            for group in self._optimizer.param_groups:
                torch.nn.utils.clip_grad_norm_(group["params"], self._largest_gradient)
        self._optimizer.step()
        return loss.detach()


def _has_bfloat16() -> bool:
    import torch

    return bool(torch.cuda.is_bf16_supported(including_emulation=False))


def optimizer_of(
    name: str, parameters: Iterable[Parameter], device: str, *, momentum: float = MOMENTUM, weight_decay: float = 0.0
) -> Optimizer:
    """Return one of ``OPTIMIZERS``, ready to be recorded on a GPU where it can be; the rate is given at every step."""
    from torch import optim

    fused = device.startswith("cuda")  # one kernel for all weights, and a rate that may be a tensor
    match name:
        case "sgd":
            return optim.SGD(parameters, lr=0.1, weight_decay=weight_decay, fused=fused)
        case "momentum" | "nesterov":
            nesterov = name == "nesterov" and momentum > 0  # torch refuses to look ahead by nothing
            return optim.SGD(
                parameters, lr=0.1, momentum=momentum, weight_decay=weight_decay, nesterov=nesterov, fused=fused
            )
        case "adagrad":
            return optim.Adagrad(parameters, weight_decay=weight_decay)
        case "rmsprop":
            return optim.RMSprop(parameters, weight_decay=weight_decay, capturable=fused)
        case "adam":
            return optim.Adam(parameters, weight_decay=weight_decay, fused=fused, capturable=fused)
        case "adamw":
            return optim.AdamW(parameters, weight_decay=weight_decay, fused=fused, capturable=fused)
        case "nadam":
            return optim.NAdam(parameters, weight_decay=weight_decay, capturable=fused)
        case _:
            raise ValueError(f"no optimizer is called {name}")


def can_be_graphed(optimizer: str) -> bool:
    """Tell whether the steps of this optimizer can be recorded: AdaGrad counts them on the CPU."""
    return optimizer != "adagrad"
