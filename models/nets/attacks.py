"""Adversarial examples: the weights stay as they are, and the picture moves to where the loss is higher.

``net`` gives logits (batch, classes) for pictures (batch, ...) with grey values in [0, 1]. ``epsilon`` is how far each
pixel may move: one number, or a tensor (batch, 1, ...) with one for each picture.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

Net = Callable[[Tensor], Tensor]
Epsilon = float | Tensor


def input_gradient(net: Net, pictures: Tensor, labels: Tensor) -> Tensor:
    """Return how the loss of each picture changes with each of its pixels: backpropagation, on to the input."""
    pictures = pictures.detach().requires_grad_()
    loss = functional.cross_entropy(net(pictures), labels, reduction="sum")  # a sum keeps the pictures apart
    (gradient,) = torch.autograd.grad(loss, pictures)
    return gradient


def projected(change: Tensor, pictures: Tensor, epsilon: Epsilon) -> Tensor:
    """Return the nearest change that is allowed: within epsilon for every pixel, and to grey values in [0, 1]."""
    reach = epsilon if isinstance(epsilon, Tensor) else pictures.new_full((), epsilon)
    return change.clamp(torch.maximum(-pictures, -reach), torch.minimum(1 - pictures, reach))


def thrown(signs: Tensor, pictures: Tensor, epsilon: Epsilon) -> Tensor:
    """Return a change by luck: every pixel moves by epsilon, up or down as the ``signs`` say."""
    return projected(epsilon * signs, pictures, epsilon)


def fast_gradient_sign(net: Net, pictures: Tensor, labels: Tensor, epsilon: Epsilon) -> Tensor:
    """Return the change of one full step: every pixel moves by epsilon to where the loss rises (FGSM)."""
    uphill = input_gradient(net, pictures, labels).sign()
    return projected(epsilon * uphill, pictures, epsilon)


def projected_gradient(
    net: Net, pictures: Tensor, labels: Tensor, epsilon: Epsilon, *, steps: int, start: Tensor
) -> Tensor:
    """Return the change of many smaller steps from ``start``, each projected back into the ball (PGD)."""
    change = projected(start, pictures, epsilon)
    size = 2.5 * epsilon / steps  # enough to cross the ball, and to come back
    for _ in range(steps):
        uphill = input_gradient(net, pictures + change, labels).sign()
        change = projected(change + size * uphill, pictures, epsilon)
    return change


def strongest(net: Net, pictures: Tensor, labels: Tensor, changes: list[Tensor]) -> Tensor:
    """Return for each picture the change with the highest loss: of several attacks, the worst one counts."""
    worst = changes[0]
    for change in changes[1:]:
        better = losses(net, pictures + change, labels) > losses(net, pictures + worst, labels)  # (batch,)
        worst = torch.where(better.view(-1, *[1] * (pictures.dim() - 1)), change, worst)
    return worst


def restarted(
    net: Net, pictures: Tensor, labels: Tensor, epsilon: Epsilon, *, steps: int, signs: list[Tensor]
) -> Tensor:
    """Return the worst of several projected gradients: one from the picture itself, one from each random point."""
    starts = [torch.zeros_like(pictures), *(thrown(each, pictures, epsilon) for each in signs)]
    changes = [projected_gradient(net, pictures, labels, epsilon, steps=steps, start=start) for start in starts]
    return strongest(net, pictures, labels, changes)


def losses(net: Net, pictures: Tensor, labels: Tensor) -> Tensor:
    """Return the loss of each picture, (batch,), without a graph."""
    with torch.no_grad():
        return functional.cross_entropy(net(pictures), labels, reduction="none")


def reads_right(net: Net, pictures: Tensor, labels: Tensor) -> Tensor:
    """Return for each picture whether the net gives its label the highest logit."""
    with torch.no_grad():
        return net(pictures).argmax(dim=1) == labels
