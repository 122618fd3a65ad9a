r"""What one or two steps of an optimizer do to a parameter: SGD, momentum, Nesterov, AdaGrad, RMSProp, Adam and kin."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from question_bank.answers import AnswerSpec, Value
from question_bank.exercise import Carry, Exercise, Family, Part, dice
from question_bank.optimizers import draws, texts
from question_bank.optimizers.objective import Objective, draw_objective
from question_bank.optimizers.plain import Plain
from question_bank.optimizers.rule import MISTAKES, Rule, State, advance, result, shown, started
from question_bank.optimizers.slips import Cells, Slip, asked, digits_of, has_enough, number

ID = "optimizer-step"
TOPIC = "optimization.choosing-an-optimizer"
DECIMALS = "Type a number to 4 decimals."
SIGNIFICANT = "Type three significant digits or more"
GIVEN = (
    "Backpropagation finds the gradient $g = {g}$.",
    "The gradient there is $g = {g}$.",
    "The mini-batch of this step gives the gradient $g = {g}$.",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one step (1), one with a second idea (2), two steps and a rival (3)."""
    rng = dice(ID, seed, difficulty)
    make = (_one_step, _two_ideas, _two_steps)[difficulty - 1]
    while not has_enough((exercise := make(rng)).parts):
        pass
    return exercise


def _one_step(rng: random.Random) -> Exercise:
    if rng.random() < 0.15:
        return _plain_step(rng)
    rule, state, gradient = draws.single_idea(rng)
    memory = rule.remember(state, gradient)
    prompt = (
        f"{texts.introduced(rng, rule)}\n\n{texts.standing(rng, rule, state)} "
        f"{rng.choice(GIVEN).format(g=shown(gradient))}"
    )
    part = _arrival(r"What is $\theta$ after this step?", rule, state, gradient)
    solution = (
        _recall(rule),
        f"First what the optimizer keeps: {rule.memory_work(state, gradient)}",
        f"Then the step: {rule.arrival_work(state, gradient, memory)}",
    )
    return Exercise(prompt, (part,), solution)


def _plain_step(rng: random.Random) -> Exercise:
    objective = draw_objective(rng)
    state, rule = _start(rng, objective), Plain(rng.choice(draws.ETAS))
    gradient = objective.gradient(state.theta)
    wrong = [
        Slip((advance(rule, state, slip.values[0]).theta,), slip.why, slip.topic, slip.heading)
        for slip in objective.slips(state.theta)
    ]
    question = rf"Where is $\theta$ after this step? {DECIMALS}"
    part = asked(question, number(rule.arrive(state, gradient, ())), [*rule.slips(state, gradient), *wrong])
    prompt = f"{objective.story} {texts.introduced(rng, rule)}\n\n{texts.standing(rng, rule, state)}"
    solution = (_recall(rule), _gradient_line(objective, state.theta), rule.arrival_work(state, gradient, ()))
    return Exercise(prompt, (part,), solution)


def _two_ideas(rng: random.Random) -> Exercise:
    if rng.random() < 0.6:
        return _corrected_step(rng)
    objective = draw_objective(rng)
    rule, state = draws.two_ideas(rng, _start(rng, objective).theta)
    place = rule.place(state)
    gradient = objective.gradient(place)
    if abs(gradient) < 0.5:
        return _two_ideas(rng)
    memory = rule.remember(state, gradient)
    wrong = [
        Slip(rule.remember(state, slip.values[0]), slip.why, slip.topic, slip.heading)
        for slip in _gradient_slips(rule, objective, state)
    ]
    first = asked(
        _memory_question(rule, "this step"),
        digits_of(memory, rule.symbols),
        [*rule.memory_slips(state, gradient), *wrong],
    )
    second = _arrival(r"What is $\theta$ after this step?", rule, state, gradient)
    prompt = f"{objective.story} {texts.introduced(rng, rule)}\n\n{texts.standing(rng, rule, state)}"
    solution = (
        _recall(rule),
        _gradient_line(objective, place),
        rule.memory_work(state, gradient),
        rule.arrival_work(state, gradient, memory),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        return number(rule.arrive(state, gradient, _cells(values[0])))

    return Exercise(prompt, (first, replace(second, carry=carry)), solution)


def _corrected_step(rng: random.Random) -> Exercise:
    rule, state, gradient = draws.corrected_kind(rng)
    memory = rule.remember(state, gradient)
    corrected = rule.corrected(state, gradient, memory)
    labels = (r"$\hat m$", r"$\hat v$")
    first = asked(
        rf"What are the corrected averages $\hat m$ and $\hat v$ of this step? {SIGNIFICANT} of each: $\hat m$, "
        r"$\hat v$.",
        digits_of(corrected, labels),
        rule.correction_slips(state, gradient),
    )
    second = _arrival(r"What is $\theta$ after this step?", rule, state, gradient)
    prompt = (
        f"{texts.introduced(rng, rule)}\n\n{texts.standing(rng, rule, state)} "
        f"{rng.choice(GIVEN).format(g=shown(gradient))}"
    )
    solution = (
        _recall(rule),
        rule.memory_work(state, gradient),
        rule.correction_work(state, gradient, memory),
        rule.step_work(state, gradient, memory),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        return number(rule.arrive_with(state, _cells(values[0])))

    return Exercise(prompt, (first, replace(second, carry=carry)), solution)


@dataclass(frozen=True, slots=True)
class Race:
    """Two steps of an optimizer on a function from a start."""

    objective: Objective
    rule: Rule
    start: State

    def gradient(self, state: State) -> float:
        """Return the gradient that the next step takes."""
        return self.objective.gradient(self.rule.place(state))

    def next(self, state: State) -> State:
        """Return the state after one more step."""
        return advance(self.rule, state, self.gradient(state))

    def work(self, state: State) -> tuple[str, str]:
        """Return the gradient and the step from a state, with numbers."""
        gradient = self.gradient(state)
        memory = self.rule.remember(state, gradient)
        step = f"{self.rule.memory_work(state, gradient)} {self.rule.arrival_work(state, gradient, memory)}".strip()
        return f"${self.objective.gradient_work(self.rule.place(state))}$.", step


def _two_steps(rng: random.Random) -> Exercise:
    objective = draw_objective(rng)
    rule, other = draws.for_two_steps(rng, objective.slope)
    theta = _start(rng, objective).theta
    race = Race(objective, rule, started(rule, theta))
    rival = Race(objective, other, started(other, theta))
    prompt = (
        f"{objective.story} {texts.introduced(rng, rule)}\n\n{texts.at_the_start(rule, theta)} Two steps are made. "
        "Keep enough decimals in between."
    )
    parts = (_first_part(race), *_later_parts(race), _rival_part(rng, race, rival))
    return Exercise(prompt, parts, _two_step_solution(race, rival))


def _first_part(race: Race) -> Part:
    rule, start, gradient = race.rule, race.start, race.gradient(race.start)
    if not rule.symbols:
        question = f"Step 1: what is the gradient at the start? {SIGNIFICANT}."
        return asked(question, digits_of((gradient,), ()), race.objective.slips(start.theta))
    wrong = [
        Slip(rule.remember(start, slip.values[0]), slip.why, slip.topic, slip.heading)
        for slip in race.objective.slips(start.theta)
    ]
    spec = digits_of(rule.remember(start, gradient), tuple(f"${symbol}$" for symbol in rule.symbols))
    return asked(_memory_question(rule, "step 1"), spec, [*rule.memory_slips(start, gradient), *wrong])


def _later_parts(race: Race) -> tuple[Part, Part, Part]:
    rule, start = race.rule, race.start
    first = race.next(start)
    second, gradient = race.next(first), race.gradient(first)
    where = ", at the point ahead" if rule.place(first) != first.theta else ""
    stale = race.gradient(start)
    why = f"This is the gradient of step 1. The parameter has moved to ${shown(first.theta)}$ since."
    old = Slip((stale,), why, TOPIC, MISTAKES)
    gradient_part = asked(
        f"Which gradient does step 2 take{where}? {SIGNIFICANT}.",
        digits_of((gradient,), ()),
        [old, *_gradient_slips(rule, race.objective, first)],
    )
    again = Slip((advance(rule, first, stale).theta,), f"{why} It has to be worked out anew.", TOPIC, MISTAKES)
    late = list(rule.slips(first, gradient))
    if rule.symbols:
        fresh = advance(rule, started(rule, first.theta), gradient).theta
        why = f"You started step 2 with an empty memory. {texts.what_is_kept(rule).capitalize()} goes on from step 1."
        late.insert(0, Slip((fresh,), why, rule.topic, MISTAKES))
    one, two, three = _carries(race)
    return (
        replace(_arrival(r"What is $\theta$ after step 1?", rule, start, stale), carry=one),
        replace(gradient_part, carry=two),
        replace(
            asked(rf"What is $\theta$ after step 2? {DECIMALS}", number(second.theta), [again, *late][:8], 2),
            carry=three,
        ),
    )


def _carries(race: Race) -> tuple[Carry, Carry, Carry]:
    """Return what follows for the parameter after step 1, the gradient of step 2 and the parameter after it."""
    rule, start = race.rule, race.start

    def memory(values: tuple[Value, ...]) -> Cells:
        return _cells(values[0]) if rule.symbols else ()

    def first(values: tuple[Value, ...]) -> AnswerSpec | None:
        gradient = race.gradient(start) if rule.symbols else _cells(values[0])[0]
        return number(rule.arrive(start, gradient, memory(values)))

    def gradient(values: tuple[Value, ...]) -> AnswerSpec | None:
        state = State(_cells(values[1])[0], memory(values), 1)
        return digits_of((race.gradient(state),), ())

    def second(values: tuple[Value, ...]) -> AnswerSpec | None:
        state = State(_cells(values[1])[0], memory(values), 1)
        return number(advance(rule, state, _cells(values[2])[0]).theta)

    return first, gradient, second


def _rival_part(rng: random.Random, race: Race, rival: Race) -> Part:
    first = rival.next(rival.start)
    second, gradient = rival.next(first), rival.gradient(first)
    mine = race.next(race.next(race.start)).theta
    slips = [
        Slip((mine,), f"This is where {race.rule.name} arrives.", TOPIC, MISTAKES),
        Slip((first.theta,), "This is after one step. Asked for are two.", TOPIC, MISTAKES),
        Slip(
            (advance(rival.rule, first, rival.gradient(rival.start)).theta,),
            "The second step needs the gradient at the new place, not that of the start.",
            TOPIC,
            MISTAKES,
        ),
        *rival.rule.slips(first, gradient),
    ]
    rule = f" ({', '.join(f'${line}$' for line in rival.rule.formula())})" if rival.rule.disputed else ""
    settings = " and ".join(f"${setting}$" for setting in rival.rule.settings())
    lead = rng.choice(("For comparison: from the same start, where", "Now from the same start again: where"))
    question = f"{lead} would {rival.rule.name}{rule} with {settings} be after two steps? {DECIMALS}"
    return asked(question, number(second.theta), slips[:7])


def _two_step_solution(race: Race, rival: Race) -> tuple[str, ...]:
    first = race.next(race.start)
    second = race.next(first)
    rival_first = rival.next(rival.start)
    rival_second = rival.next(rival_first)
    lowest = race.objective.lowest
    closer = race if abs(second.theta - lowest) < abs(rival_second.theta - lowest) else rival
    return (
        _recall(race.rule),
        f"The derivative is ${race.objective.work}$. At the start {race.work(race.start)[0]}",
        f"Step 1: {race.work(race.start)[1]}",
        f"The gradient of step 2: {race.work(first)[0]}",
        f"Step 2: {race.work(first)[1]}",
        (
            f"{rival.rule.name[0].upper()}{rival.rule.name[1:]}: {' '.join(rival.work(rival.start))} Then "
            f"{' '.join(rival.work(rival_first))} The minimum is at $\\theta {result(lowest)}$, so after two steps "
            f"{closer.rule.name} is closer to it."
        ),
    )


def _arrival(question: str, rule: Rule, state: State, gradient: float) -> Part:
    new = advance(rule, state, gradient).theta
    return asked(f"{question} {DECIMALS}", number(new), list(rule.slips(state, gradient))[:8])


def _gradient_slips(rule: Rule, objective: Objective, state: State) -> list[Slip]:
    place, slips = rule.place(state), []
    if place != state.theta:
        why = rf"You took the gradient at $\theta$. Nesterov takes it ahead, at $\theta - \mu v = {shown(place)}$."
        slips.append(Slip((objective.gradient(state.theta),), why, rule.topic, "one-step"))
    return [*slips, *objective.slips(place)]


def _memory_question(rule: Rule, step: str) -> str:
    kept = texts.what_is_kept(rule)
    if len(rule.symbols) == 1:
        return f"What is {kept} ${rule.symbols[0]}$ after {step}? {SIGNIFICANT}."
    return f"What are {kept} $m$ and $v$ after {step}, before any correction? {SIGNIFICANT} of each: $m$, $v$."


def _gradient_line(objective: Objective, place: float) -> str:
    return f"The derivative is ${objective.work}$, so the gradient is ${objective.gradient_work(place)}$."


def _recall(rule: Rule) -> str:
    lines = ", ".join(f"${line}$" for line in rule.formula())
    return f"The rule of {rule.name}: {lines}."


def _start(rng: random.Random, objective: Objective) -> State:
    """Return a place at least 1 away from the minimum, with a gradient that is neither 0 nor 1 in size."""
    lowest = round(objective.lowest)
    while True:
        theta = lowest + draws.nonzero(rng, -4, 4, 0.5)
        if theta and abs(theta - objective.lowest) >= 1 and abs(abs(objective.gradient(theta)) - 1) > 0.2:
            return State(theta)


def _cells(value: Value) -> Cells:
    """Return the numbers a learner gave; raises ValueError where they are none."""
    values = value if isinstance(value, tuple) else (value,)
    return tuple(float(cell) for cell in values if not isinstance(cell, tuple))


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="One step of an optimizer",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading="update-rules",
)
