"""Two steps of an optimizer by hand, each value building on the one before, and a rival from the same start."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from question_bank.answers import AnswerSpec, Value
from question_bank.descent.objective import Objective, draw_objective
from question_bank.exercise import Carry, Exercise, Part
from question_bank.numerals import result, shown
from question_bank.optimizers import draws, texts
from question_bank.optimizers.asking import (
    DECIMALS,
    SIGNIFICANT,
    TOPIC,
    arrival,
    draw_start,
    floats,
    gradient_slips,
    memory_question,
    recall,
)
from question_bank.optimizers.rule import MISTAKES, Rule, State, advance, started
from question_bank.slips import Cells, Slip, asked, digits_of, number


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


def draw(rng: random.Random) -> Exercise:
    """Return two steps with a question on each value in between, and one on the rival."""
    objective = draw_objective(rng)
    rule, other = draws.for_two_steps(rng, objective.slope)
    theta = draw_start(rng, objective).theta
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
    return asked(memory_question(rule, "step 1"), spec, [*rule.memory_slips(start, gradient), *wrong])


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
        [old, *gradient_slips(rule, race.objective, first)],
    )
    again = Slip((advance(rule, first, stale).theta,), f"{why} It has to be worked out anew.", TOPIC, MISTAKES)
    late = list(rule.slips(first, gradient))
    if rule.symbols:
        fresh = advance(rule, started(rule, first.theta), gradient).theta
        why = f"You started step 2 with an empty memory. {texts.what_is_kept(rule).capitalize()} goes on from step 1."
        late.insert(0, Slip((fresh,), why, rule.topic, MISTAKES))
    one, two, three = _carries(race)
    return (
        replace(arrival(r"What is $\theta$ after step 1?", rule, start, stale), carry=one),
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
        return floats(values[0]) if rule.symbols else ()

    def first(values: tuple[Value, ...]) -> AnswerSpec | None:
        gradient = race.gradient(start) if rule.symbols else floats(values[0])[0]
        return number(rule.arrive(start, gradient, memory(values)))

    def gradient(values: tuple[Value, ...]) -> AnswerSpec | None:
        state = State(floats(values[1])[0], memory(values), 1)
        return digits_of((race.gradient(state),), ())

    def second(values: tuple[Value, ...]) -> AnswerSpec | None:
        state = State(floats(values[1])[0], memory(values), 1)
        return number(advance(rule, state, floats(values[2])[0]).theta)

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
        recall(race.rule),
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
