"""What learners get wrong with the targets and the loss of a deep Q-network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from question_bank.gradients.asking import Slip
from question_bank.notation import decimal
from question_bank.rewards.replay import Batch, Sample, best, by_both, by_online, by_target

TARGET, NETWORK, DOUBLE, LOSS = "target", "target-network", "double-dqn", "loss"
MISTAKES = "common-mistakes"
REWARD_DISCOUNTED = "The reward comes at once and is not discounted; only what lies ahead gets the factor $\\gamma$."


def of_one_target(batch: Batch, index: int) -> Iterator[Slip]:
    """Yield the slips with one target that only the target network is needed for."""
    sample, g = batch.samples[index], batch.gamma
    r, ahead = sample.reward, max(sample.target)
    if sample.done:
        why = f"The episode ended here, so nothing lies ahead: the target is the reward alone, ${decimal(r)}$."
        yield Slip((r + g * ahead,), why, MISTAKES)
        yield Slip((r + ahead,), why, MISTAKES)
        yield Slip((g * r,), REWARD_DISCOUNTED, MISTAKES)
        yield Slip((0.0,), f"What lies ahead is worth 0, but the reward ${decimal(r)}$ was still received.", TARGET)
        yield Slip((g * ahead,), "It is the other way round: the reward stays, and what lies ahead is dropped.", TARGET)
        return
    yield Slip(
        (r + ahead,), f"The value ahead lost its factor: ${decimal(ahead)}$ counts ${decimal(g)}$ times.", MISTAKES
    )
    yield Slip((r,), "The next state is not terminal, so its largest value belongs to the target.", TARGET)
    yield Slip((g * (r + ahead),), REWARD_DISCOUNTED, MISTAKES)
    why = f"The target takes the largest value of the next state, ${decimal(ahead)}$, not the mean of all."
    yield Slip((r + g * sum(sample.target) / len(sample.target),), why, TARGET)
    yield Slip(
        (r + g * min(sample.target),), f"You took the smallest value; the largest is ${decimal(ahead)}$.", TARGET
    )
    yield Slip((g * ahead,), f"The reward ${decimal(r)}$ is missing.", TARGET)


def of_targets(batch: Batch) -> Iterator[Slip]:
    """Yield the slips with all targets of a DQN."""
    g = batch.gamma
    ends = " and ".join(str(number) for number, each in enumerate(batch.samples, 1) if each.done)
    many = "transitions" if sum(each.done for each in batch.samples) > 1 else "transition"
    why = f"You looked ahead where the episode had ended. In {many} {ends} the target is the reward alone."
    yield Slip(batch.each(lambda each: each.reward + g * max(each.target)), why, MISTAKES)
    why = "You took the online network's values of the next state. The target network $Q^-$ makes the targets."
    yield Slip(batch.targets(by_online), why, NETWORK)
    why = f"Two slips: the target network $Q^-$ makes the targets, and in {many} {ends} the reward stands alone."
    yield Slip(batch.each(lambda each: each.reward + g * max(each.online)), why, NETWORK)
    why = f"The values ahead lost their factor $\\gamma = {decimal(g)}$."
    yield Slip(batch.targets(lambda each: max(each.target) / g), why, MISTAKES)
    why = "You let the online network choose, as Double DQN does. A DQN takes the target network's largest value."
    yield Slip(batch.targets(by_both), why, DOUBLE)
    yield Slip(batch.each(lambda each: g * _plain(each)), REWARD_DISCOUNTED, MISTAKES)
    yield Slip(batch.targets(lambda each: min(each.target)), "You took the smallest value; it is the largest.", TARGET)
    why = "This is the mean of the values ahead, as if the next action were random. The largest one counts."
    yield Slip(batch.targets(lambda each: sum(each.target) / len(each.target)), why, TARGET)


def of_double_targets(batch: Batch) -> Iterator[Slip]:
    """Yield the slips with all targets of Double DQN."""
    why = (
        "These are the targets of a plain DQN: its target network both chooses the action and values it. Here the "
        "online network chooses."
    )
    yield Slip(batch.targets(by_target), why, DOUBLE)
    why = "The online network only chooses the action; its value is read from the target network $Q^-$."
    yield Slip(batch.targets(by_online), why, DOUBLE)
    why = "The roles are swapped: the online network $Q$ chooses, the target network $Q^-$ gives the value."
    yield Slip(batch.targets(lambda each: each.online[best(each.target)]), why, DOUBLE)
    why = f"The values ahead lost their factor $\\gamma = {decimal(batch.gamma)}$."
    yield Slip(batch.targets(lambda each: by_both(each) / batch.gamma), why, MISTAKES)
    why = "This takes the smaller of the two largest values. Double DQN reads the value of the action chosen by $Q$."
    yield Slip(batch.targets(lambda each: min(max(each.target), max(each.online))), why, DOUBLE)


def of_error(batch: Batch, index: int) -> Iterator[Slip]:
    """Yield the slips with the error of one transition."""
    sample, y, g = batch.samples[index], batch.targets()[index], batch.gamma
    delta = y - sample.old
    yield Slip((-delta,), "The sign is turned round: it is target minus prediction.", LOSS)
    yield Slip((y,), f"This is the target. The prediction ${decimal(sample.old)}$ is still to be subtracted.", LOSS)
    why = f"This is the error squared, as the loss has it. Asked for is $\\delta = {decimal(delta)}$ itself."
    yield Slip((delta**2,), why, LOSS)
    why = "The prediction is $Q(s, a)$ in the last column: the value of the action that was taken, not one of $s'$."
    yield Slip((y - max(sample.online),), why, TARGET)
    why = "The target comes from the target network $Q^-$, not from the online one."
    yield Slip((sample.reward + g * max(sample.online) - sample.old,), why, NETWORK)


def of_loss(batch: Batch, targets: Sequence[float], *, huber: bool) -> Iterator[Slip]:
    """Yield the slips with the mean loss of the batch, given its right targets."""
    errors = [target - each.old for target, each in zip(targets, batch.samples, strict=True)]
    count = len(errors)
    losses = [loss_of(error, huber=huber) for error in errors]
    yield Slip((sum(losses),), f"This is the sum. The loss is the mean over {count} transitions.", LOSS)
    plain = [target - each.old for target, each in zip(batch.targets(), batch.samples, strict=True)]
    why = "This loss follows from the targets of a plain DQN; here the targets are those of Double DQN."
    yield Slip((sum(loss_of(error, huber=huber) for error in plain) / count,), why, DOUBLE)
    squares = sum(error**2 for error in errors) / count
    if huber:
        why = "This is the mean squared error. Huber's loss grows like $|e|$ where the error is above 1."
        yield Slip((squares,), why, LOSS)
        why = "You took the quadratic branch everywhere. Above 1 it is $|e| - 0.5$."
        yield Slip((squares / 2,), why, LOSS)
        kept = sum(error**2 / 2 if abs(error) <= 1 else abs(error) for error in errors) / count
        yield Slip((kept,), "In the linear branch $0.5$ is subtracted: $|e| - 0.5$. That joins the branches.", LOSS)
    else:
        yield Slip((squares / 2,), "There is no factor $1/2$ in the mean squared error.", LOSS)
        yield Slip((squares**0.5,), "You took the root at the end; the mean squared error has none.", LOSS)
        mean = sum(errors) / count
        yield Slip((mean**2,), "You squared the mean of the errors. Square each one first, so that none cancel.", LOSS)
    yield Slip((sum(map(abs, errors)) / count,), "This is the mean absolute error.", LOSS)


def loss_of(error: float, *, huber: bool) -> float:
    """Return what one error costs: its square, or Huber's loss with its bend at 1."""
    if not huber:
        return error**2
    return error**2 / 2 if abs(error) <= 1 else abs(error) - 0.5


def _plain(sample: Sample) -> float:
    return sample.reward + (0 if sample.done else max(sample.target))
