"""Stories of rivers, pipes, snow and running."""

from __future__ import annotations

from question_bank.dikw.story import Level, Story, Told

STORIES: tuple[Story, ...] = (
    Story(
        about="a river",
        setting="{name} watches a river near {place}.",
        said={
            Level.DATA: (
                Told("{x}{x}, {y}, {x}0", (1, 3), (18, 31)),
                Told("The gauge says {x}. The next line says {y}.", (140, 190), (191, 260)),
            ),
            Level.INFORMATION: (
                Told(
                    "At the bridge the river stood at {x} centimetres on Monday morning, {y} above the mean for May.",
                    (210, 330),
                    (30, 90),
                ),
                Told(
                    "In the past ten years the lower meadow was under water on {x} days, {y} of them in winter.",
                    (40, 90),
                    (20, 39),
                ),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "When it rains for {x} hours upstream and the soil is frozen, the "
                    "flood reaches the town {y} hours later, since nothing soaks in.",
                    (6, 12),
                    (5, 11),
                ),
                Told(
                    "Since the meanders were cut off, the wave arrives {x} hours sooner "
                    "and {y} centimetres higher: the water has nowhere to spread.",
                    (2, 5),
                    (15, 40),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "We could raise the wall by {x} centimetres, but it would only pass "
                    "the water on to those below; we give the river {y} hectares back "
                    "instead.",
                    (40, 90),
                    (12, 60),
                ),
                Told(
                    "Even with a chance of only {x} per cent, we wake {y} people at night: "
                    "a night's sleep is less than a life.",
                    (8, 20),
                    (300, 900),
                ),
            ),
        },
    ),
    Story(
        about="running",
        setting="{name} trains for a long race in {place}.",
        said={
            Level.DATA: (
                Told("{x}:{y}, {x}:{y}, 5:01", (4, 6), (10, 58)),
                Told("The watch shows {x} and then {y}.", (121, 139), (151, 178)),
            ),
            Level.INFORMATION: (
                Told(
                    "Yesterday's {x} kilometres took {y} minutes, four more than the same round in April.",
                    (10, 16),
                    (60, 99),
                ),
                Told("In the past week I slept {x} hours a night on average and ran {y} kilometres.", (5, 8), (30, 70)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "If my pulse at rest is {x} beats above normal, I get slower for {y} "
                    "days after a hard run, because the body has not recovered.",
                    (6, 12),
                    (2, 4),
                ),
                Told(
                    "Raising the distance by more than {x} per cent a week makes my shin "
                    "hurt after {y} weeks, since bone adapts more slowly than muscle.",
                    (10, 20),
                    (2, 4),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "I could start in {x} days and probably even finish, but I have {y} "
                    "decades of running before me, and no medal is worth a bad knee.",
                    (3, 9),
                    (2, 4),
                ),
                Told(
                    "Though I would be {x} minutes faster alone, I run with my sister on "
                    "{y} days: that is what I do it for.",
                    (3, 9),
                    (2, 4),
                ),
            ),
        },
    ),
    Story(
        about="drinking water",
        setting="{name} is in charge of the water works in {place}.",
        said={
            Level.DATA: (
                Told("0.{x}, 0.{y}, 0.{x}", (11, 39), (41, 88)),
                Told("The probe has sent {x} and {y}.", (6, 7), (8, 9)),
            ),
            Level.INFORMATION: (
                Told(
                    "At the pump on Mill Street there were {x} milligrams of nitrate a "
                    "litre on Monday, {y} more than in spring.",
                    (25, 45),
                    (4, 15),
                ),
                Told("Of {x} samples in August, {y} were above the limit.", (60, 120), (3, 11)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "About {x} weeks after manure is spread on the upper fields, nitrate "
                    "rises by {y} milligrams, since the rain washes it through the gravel.",
                    (5, 9),
                    (6, 14),
                ),
                Told(
                    "Pipes laid before the war break {x} times as often below minus {y} "
                    "degrees, because grey iron gets brittle.",
                    (3, 6),
                    (5, 12),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "We could mix in other water and stay below the limit for {x} years; "
                    "but our grandchildren will drink from this ground, so we pay {y} "
                    "farmers to spread less.",
                    (8, 20),
                    (5, 20),
                ),
                Told(
                    "Cutting off those who don't pay would bring {x} thousand euros; "
                    "nobody here is left without water, though, and the {y} bills are "
                    "spread over all.",
                    (20, 60),
                    (80, 300),
                ),
            ),
        },
    ),
    Story(
        about="avalanches",
        setting="From an office in {place} {name} assesses the danger of avalanches in the mountains.",
        said={
            Level.DATA: (
                Told("{x}, {y}, {x}, {x}", (31, 48), (52, 88)),
                Told("The mast has sent minus {x} and {y}.", (4, 17), (21, 66)),
            ),
            Level.INFORMATION: (
                Told(
                    "In the past night {x} centimetres fell on the north slope, with gusts of {y} km/h.",
                    (25, 55),
                    (50, 90),
                ),
                Told(
                    "Since Monday {x} slabs have come down above 2,000 metres, {y} of them by themselves.",
                    (9, 20),
                    (3, 8),
                ),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "If {x} centimetres of new snow fall onto an old crust, it slides on "
                    "slopes of more than {y} degrees, since the layers don't bond.",
                    (30, 50),
                    (28, 32),
                ),
                Told(
                    "Above {x} degrees at noon the danger doubles within {y} hours, since "
                    "water makes the snow heavy and weak.",
                    (2, 6),
                    (2, 4),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "The run could be opened and {x} guests would cheer; but whoever has "
                    "dug out a child once waits another {y} days.",
                    (400, 900),
                    (2, 4),
                ),
                Told(
                    "We could blast on {x} mornings and keep the road open; better to "
                    "spare the forest that protects us and close it for {y} days.",
                    (8, 20),
                    (3, 9),
                ),
            ),
        },
    ),
)
