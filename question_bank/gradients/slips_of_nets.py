"""What learners get wrong when they work a small network through by hand: every slip is a sheet with a wrong rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from question_bank.gradients.asking import Slip
from question_bank.gradients.nets import Net
from question_bank.gradients.sheet import Rule
from question_bank.notation import bracketed, decimal
from question_bank.wording import short

FORWARD, CHAIN, MISTAKES = "forward-pass", "chain-rule", "common-mistakes"
Way = tuple[Mapping[str, Rule], str]


# ---------------------------------------------------------------- forwards


def of_forward(net: Net, names: Sequence[str]) -> Iterator[Slip]:
    """Yield the slips on the way to the hidden values and to the prediction."""
    sheet = net.sheet
    for rules, why in (*_hidden_ways(net), *_output_ways(net), *_slope_ways(net)):
        yield Slip(sheet.by(rules).values(names), why, FORWARD)


def _hidden_ways(net: Net) -> Iterator[Way]:
    f, sheet = net.activation, net.sheet
    sums = " and ".join(f"${decimal(sheet[f'z{j}'])}$" for j in net.hidden)
    what = f"The sum inside, {sums}, goes" if net.is_chain else f"The sums inside, {sums}, go"
    yield {f"h{j}": _same(f"z{j}") for j in net.hidden}, f"You left out the {f.name}. {what} through it first."
    yield (
        {f"z{j}": _plus(sheet.rules[f"z{j}"], -net.biases[j - 1]) for j in net.hidden},
        f"You left out the bias inside the hidden layer. It is added before the {f.name}.",
    )
    yield (
        {f"h{j}": _plus(_of_unbiased(net, j), net.biases[j - 1]) for j in net.hidden},
        f"You added the bias after the {f.name}. It belongs to the sum inside.",
    )
    if len(net.inputs) == 2:
        yield (
            {f"z{j}": _down_the_column(net, j) for j in net.hidden},
            "You exchanged $w_{12}$ and $w_{21}$. The first index is where a weight leads to: $h_1$ uses $w_{12}$.",
        )


def _output_ways(net: Net) -> Iterator[Way]:
    f, out = net.activation, net.sheet.rules["out"]
    yield {"out": _plus(out, -net.out_bias)}, f"You left out the output's bias, ${decimal(net.out_bias)}$."
    yield (
        {"out": lambda s: f.value(out(s))},
        f"You put the output through the {f.name} as well. Here only the hidden layer has an activation.",
    )
    if len(net.weights) == 2:
        first, second = net.out_weights
        yield (
            {"out": lambda s: second * s["h1"] + first * s["h2"] + net.out_bias},
            "You exchanged the two weights of the output: $v_1$ belongs to $h_1$ and $v_2$ to $h_2$.",
        )
    yield (
        {"out": lambda s: sum(s[f"h{j}"] for j in net.hidden) + net.out_bias},
        rf"You left out the weights to the output: $\hat y = {net.output_formula}$.",
    )


def _slope_ways(net: Net) -> Iterator[Way]:
    f = net.activation
    rules = {f"h{j}": _slope_of(net, net.sheet.rules[f"h{j}"]) for j in net.hidden}
    yield rules, f"You took the slope of the {f.name}. The forward pass needs its value."


# ---------------------------------------------------------------- the loss


def of_loss(net: Net) -> Iterator[Slip]:
    """Yield the slips with the loss of a prediction that is right."""
    loss, out, target = net.loss, net.sheet["out"], net.target
    error, worked = out - target, f"$L = {loss.worked(out, target)}$"
    factor = "left out" if loss.half else "added"
    slips = (
        (error**2 * (3 - loss.factor) / 2, f"You {factor} a ½. The loss here is $L = {loss.formula}$."),
        (abs(error) * loss.factor / 2, f"The error has to be squared: {worked}."),
        (loss.value(out, -target), f"You added the target. It is subtracted: {worked}."),
        (-loss.value(out, target), f"A square is never negative: {worked}."),
        (error, f"This is the error. Its square makes the loss: {worked}."),
        (loss.slope(out, target), f"This is the slope of the loss. The loss itself is {worked}."),
    )
    for value, why in slips:
        yield Slip((value,), why, FORWARD)


def of_loss_slope(net: Net) -> Iterator[Slip]:
    r"""Yield the slips with the derivative of the loss by a prediction that is right."""
    loss, out, target = net.loss, net.sheet["out"], net.target
    error, right = out - target, rf"$\partial L / \partial \hat y = {loss.slope_worked(out, target)}$"
    factor = "The ½ of the loss takes the 2 of the square away" if loss.half else "The square leaves a factor 2"
    slips = (
        (-loss.slope(out, target), f"The sign is turned round. It is prediction minus target: {right}."),
        (error * (3 - loss.factor), f"{factor}: {right}."),
        (loss.value(out, target), f"This is the loss itself. Its derivative is {right}."),
        (out + target, f"You added the target. It is subtracted: {right}."),
        (error / 2, f"{factor}: {right}."),
    )
    for value, why in slips:
        yield Slip((value,), why, MISTAKES)


# ---------------------------------------------------------------- backwards


def of_gradient(net: Net, parameter: str) -> Iterator[Slip]:
    """Yield the slips with the derivative of the loss by a weight or bias: "w12", "b1", "v2"."""
    name, forwards = f"d{parameter}", ("out", "loss", *(f"{kind}{j}" for kind in "zh" for j in net.hidden))
    sheet = net.sheet.given({each: net.sheet[each] for each in forwards})  # right up to here
    ways = _weight_ways(net, parameter) if parameter[0] in "wb" else _out_weight_ways(net, parameter)
    sign, *errors = _error_ways(net)  # a lost sign is the likeliest slip where another has the same value
    for rules, why in (sign, *ways, *errors):
        yield Slip((sheet.by(rules)[name],), why, CHAIN if rules.keys() != {"dout"} else MISTAKES)


def _weight_ways(net: Net, parameter: str) -> Iterator[Way]:
    f, sheet, j = net.activation, net.sheet, int(parameter[1])
    h, v, out_weight = net.symbol(f"h{j}"), net.symbol(f"v{j}"), net.out_weights[j - 1]
    name = f"d{parameter}"
    yield {f"slope{j}": lambda s: 1.0}, f"You left out the slope of the {f.name} at ${h}$: {f.told}."
    if parameter[0] == "w":
        yield from _input_ways(net, j, int(parameter[2]))
    if len(net.weights) == 2:
        other = net.out_weights[2 - j]
        yield (
            {f"dh{j}": lambda s: s["dout"] * other},
            f"You went back along the wrong path. From the output to ${h}$ it passes $v_{j} = {decimal(out_weight)}$.",
        )
        yield (
            {f"dh{j}": lambda s: s["dout"] * (out_weight + other)},
            f"You went back along both paths. This parameter acts through ${h}$ alone, so $v_{j}$ is the only factor.",
        )
    left_out = (
        f"You left out the weight on the way back, ${v} = {decimal(out_weight)}$: the loss sees ${h}$ through it."
    )
    yield {f"dh{j}": lambda s: s["dout"]}, left_out
    yield (
        {f"dh{j}": lambda s: s["dout"] * s[f"h{j}"]},
        f"On the way back the factor between output and ${h}$ is the weight ${v} = {decimal(out_weight)}$, not ${h}$.",
    )
    inside = f"The input of the {f.name} is the sum ${decimal(sheet[f'z{j}'])}$, not ${h}$; {f.told}."
    yield {f"slope{j}": lambda s: f.slope(f.value(s[f"h{j}"]))}, inside
    yield {name: _same("dout")}, rf"This is $\partial L / \partial \hat y$. From there the way goes on to ${h}$."


def _input_ways(net: Net, j: int, i: int) -> Iterator[Way]:
    w, x, h, value = net.symbol(f"w{j}{i}"), net.symbol(f"x{i}"), net.symbol(f"h{j}"), net.inputs[i - 1]
    name = f"dw{j}{i}"
    if len(net.inputs) == 2:
        other = net.inputs[2 - i]
        yield {name: lambda s: s[f"dz{j}"] * other}, f"${w}$ multiplies ${x} = {decimal(value)}$, not the other input."
    yield (
        {name: lambda s: s[f"dz{j}"] * s[f"h{j}"]},
        f"You took the value of the wrong layer. ${w}$ multiplies the input ${x} = {decimal(value)}$, not ${h}$.",
    )
    yield (
        {name: _same(f"dz{j}")},
        f"The last factor is missing: ${w}$ multiplies ${x}$, so its gradient is multiplied by {decimal(value)}.",
    )


def _out_weight_ways(net: Net, parameter: str) -> Iterator[Way]:
    j, name = int(parameter[1]), f"d{parameter}"
    v, h, x = net.symbol(parameter), net.symbol(f"h{j}"), net.symbol(f"x{j}")
    yield {name: _same("dout")}, f"The last factor is missing: ${v}$ multiplies ${h}$."
    yield (
        {name: lambda s: s["dout"] * net.out_weights[j - 1]},
        f"You multiplied by the weight itself. ${v}$ multiplies ${h}$, and that is the factor.",
    )
    yield (
        {name: lambda s: s["dout"] * s[f"z{j}"]},
        f"You took the sum inside ${h}$. What ${v}$ multiplies is ${h}$ itself, after the {net.activation.name}.",
    )
    if len(net.weights) == 2:
        yield {name: lambda s: s["dout"] * s[f"h{3 - j}"]}, f"${v}$ multiplies ${h}$, not the other hidden value."
    yield (
        {name: lambda s: s["dout"] * net.inputs[j - 1]},
        f"You took the value of the wrong layer. ${v}$ multiplies ${h}$, not ${x}$.",
    )
    slope = f"No activation lies between ${v}$ and the loss, so the slope of the {net.activation.name} is no factor."
    yield {name: lambda s: s["dout"] * s[f"h{j}"] * s[f"slope{j}"]}, slope


def _error_ways(net: Net) -> Iterator[Way]:
    right, loss = net.sheet.rules["dout"], net.loss
    yield {"dout": lambda s: -right(s)}, "The sign is turned round: the error is prediction minus target."
    told = "with its ½ has the slope" if loss.half else "without a ½ has the slope"
    yield (
        {"dout": lambda s: right(s) * (2 if loss.half else 0.5)},
        f"A factor 2 went wrong: this loss {told} ${loss.slope_formula}$.",
    )
    yield (
        {"dout": lambda s: s["loss"]},
        f"You began with the loss itself. The way back begins with its slope, ${loss.slope_formula}$.",
    )


def of_step(net: Net, parameter: str, rate: float) -> Iterator[Slip]:
    """Yield the slips with a parameter after one step of gradient descent."""
    old, gradient = net.value_of(parameter), net.sheet[f"d{parameter}"]
    p, eta = net.symbol(parameter), short(rate)
    right = rf"${p} - \eta \cdot \partial L / \partial {p} = {decimal(old)} - {eta} \cdot {bracketed(gradient)}$"
    slips = (
        (old + rate * gradient, f"You went uphill. The step goes against the gradient: {right}."),
        (old - gradient, f"You left out the learning rate: {right}."),
        (-rate * gradient, f"This is the change. The old value belongs to it: {right}."),
        (rate * gradient, f"This is the size of the step. Subtract it from the old value: {right}."),
        (old * (1 - rate * gradient), f"You multiplied the step by the old weight: {right}."),
        (old - rate * net.sheet["loss"], f"You took the loss for the gradient: {right}."),
        (old - rate, f"You took the learning rate for the whole step: {right}."),
    )
    for value, why in slips:
        yield Slip((value,), why, MISTAKES)


# ---------------------------------------------------------------- wrong rules


def _same(name: str) -> Rule:
    return lambda s: s[name]


def _plus(rule: Rule, amount: float) -> Rule:
    return lambda s: rule(s) + amount


def _of_unbiased(net: Net, j: int) -> Rule:
    return lambda s: net.activation.value(s[f"z{j}"] - net.biases[j - 1])


def _down_the_column(net: Net, j: int) -> Rule:
    column = [row[j - 1] for row in net.weights]
    return lambda s: sum(w * x for w, x in zip(column, net.inputs, strict=True)) + net.biases[j - 1]


def _slope_of(net: Net, value: Rule) -> Rule:
    return lambda s: net.activation.slope(value(s))
