"""The rules as they are written out take the steps that torch.optim takes."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn, optim

from models.datasets.surfaces import surface
from models.nets.optimizers import RULES, TINY, Shares, rules_at

RATE = 0.01


def of_torch(name: str, place: nn.Parameter, momentum: float, beta2: float, decay: float) -> optim.Optimizer:
    betas = (momentum, beta2)
    match name:
        case "SGD":
            return optim.SGD([place], RATE)
        case "momentum":
            return optim.SGD([place], RATE, momentum=momentum)
        case "Nesterov":
            return optim.SGD([place], RATE, momentum=momentum, nesterov=True)
        case "AdaGrad":
            return optim.Adagrad([place], RATE, eps=TINY)
        case "RMSProp":
            return optim.RMSprop([place], RATE, alpha=beta2, eps=TINY)
        case "Adam":
            return optim.Adam([place], RATE, betas=betas, eps=TINY)
        case "AdamW":
            return optim.AdamW([place], RATE, betas=betas, eps=TINY, weight_decay=decay)
        case _:
            return optim.NAdam([place], RATE, betas=betas, eps=TINY)


def starts() -> Tensor:
    return 4 * torch.rand(5, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(1)) - 2


@pytest.mark.parametrize("numbers", [(0.9, 0.99, 0.01), (0.5, 0.9, 0.3), (0.99, 0.999, 0.0)])
@pytest.mark.parametrize("name", RULES)
def test_every_step_is_that_of_torch(name: str, numbers: tuple[float, float, float]) -> None:
    slopes, shares = surface("saddle").slopes, Shares(*numbers)
    place, theirs = starts(), nn.Parameter(starts())
    rule, optimizer = rules_at(place)[name], of_torch(name, theirs, *numbers)
    for _ in range(60):
        place = rule.step(place, torch.stack(slopes(place[:, 0], place[:, 1]), dim=1), RATE, shares)
        theirs.grad = torch.stack(slopes(theirs[:, 0], theirs[:, 1]), dim=1).detach()
        optimizer.step()
        torch.testing.assert_close(place, theirs.detach(), rtol=1e-8, atol=1e-9)


def test_nesterovs_ball_stands_where_the_textbook_looks_ahead() -> None:
    slopes = surface("ravine").slopes
    ours, book = starts(), starts()
    rule, velocity, shares = rules_at(ours)["Nesterov"], torch.zeros_like(book), Shares()
    for _ in range(30):
        ours = rule.step(ours, torch.stack(slopes(ours[:, 0], ours[:, 1]), dim=1), RATE, shares)
        ahead = book - shares.momentum * velocity
        velocity = shares.momentum * velocity + RATE * torch.stack(slopes(ahead[:, 0], ahead[:, 1]), dim=1)
        book = book - velocity
        torch.testing.assert_close(ours, book - shares.momentum * velocity)
