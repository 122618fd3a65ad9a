"""One backup written out with its numbers, as one would do it on paper."""

from __future__ import annotations

from models.nets.value_iteration import Process, Values, best, mean

ACTION_NAMES = ("up", "right", "down", "left")


def written(process: Process, state: int, values: Values, gamma: float, policy: Values | None, *, now: float) -> str:
    """Return the backup of a state from these values, a line an action; with the mean of a policy, if one is given."""
    row, column = divmod(state, process.shape[1])
    where = f"row {row + 1}, column {column + 1}" + (f" ({process.marks[state]})" if process.marks[state] else "")
    if state not in process.states:
        return f"{where}: no state to back up.\nChoose another row or column."
    worth = process.worth_in(state, values, gamma)
    lines = [f"{where}: reward + gamma × value ahead", ""]
    lines += [_action(process, state, action, values, gamma) for action in range(4) if process.allowed[state, action]]
    return "\n".join([*lines, "", _result(worth, policy), f"before: {_number(now)}"])


def _action(process: Process, state: int, action: int, values: Values, gamma: float) -> str:
    outcomes: dict[tuple[float, float], float] = {}
    for chance, reached, reward in zip(
        process.chance, process.after[state, action], process.reward[state, action], strict=True
    ):
        pair = float(reward), float(values[reached])
        outcomes[pair] = outcomes.get(pair, 0.0) + float(chance)
    terms = [
        f"{f'{chance:.4g} × ' if chance < 1 else ''}({_number(reward)} {_signed(gamma)} × {_bracketed(ahead)})"
        for (reward, ahead), chance in outcomes.items()
        if chance > 0
    ]
    worth = process.worth_in(state, values, gamma)[action]
    return f"{ACTION_NAMES[action]:<6}{' + '.join(terms)} = {_number(float(worth))}"


def _result(worth: Values, policy: Values | None) -> str:
    if policy is None:
        return f"the largest: V = {_number(float(best(worth)))}"
    terms = [
        f"{chance:.4g} × {_bracketed(float(value))}" for chance, value in zip(policy, worth, strict=True) if chance > 0
    ]
    return f"the mean by the policy: V = {' + '.join(terms)} = {_number(float(mean(worth, policy)))}"


def _number(value: float) -> str:
    return f"{round(value, 3) + 0.0:g}".replace("-", "−")


def _signed(value: float) -> str:
    return f"+ {_number(value)}"


def _bracketed(value: float) -> str:
    return f"({_number(value)})" if round(value, 3) < 0 else _number(value)
