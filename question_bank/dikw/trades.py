"""Stories of bread, parcels, patients and football."""

from __future__ import annotations

from question_bank.dikw.story import Level, Story, Told

STORIES: tuple[Story, ...] = (
    Story(
        about="a hospital ward",
        setting="{name} works on a hospital ward in {place}.",
        said={
            Level.DATA: (
                Told("{x}, {y}, {x}, {x}, {y}", (62, 79), (88, 118)),
                Told("A strip of paper reads {x} {y} {x}.", (3, 9), (70, 95)),
            ),
            Level.INFORMATION: (
                Told(
                    "The pulse of the patient in bed {x} was {y} after breakfast, up from 72 the evening before.",
                    (2, 19),
                    (95, 118),
                ),
                Told("Of {x} patients admitted in March, {y} came back within a month.", (80, 160), (6, 19)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "A pulse that rises by {x} beats after this drug usually means "
                    "dehydration, since the drug drives out water; it falls again after "
                    "{y} hours of fluids.",
                    (20, 35),
                    (3, 8),
                ),
                Told(
                    "Patients who walk on the first day go home {x} days earlier, since "
                    "their lungs fill better; that held in {y} wards.",
                    (2, 4),
                    (5, 14),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "He could stand the operation, but at {x} he wants to be at home with "
                    "his dog, and {y} weeks of that are worth more than a year in here: we "
                    "let him go.",
                    (84, 95),
                    (3, 9),
                ),
                Told(
                    "Though the model says that {x} of 100 beds could be freed by "
                    "discharging sooner, we don't do it on {y} of these wards, since many "
                    "there have nobody at home.",
                    (6, 15),
                    (2, 4),
                ),
            ),
        },
    ),
    Story(
        about="a bakery",
        setting="{name} runs a bakery in {place}.",
        said={
            Level.DATA: (
                Told("{x} {y} {x} {x} {y}", (31, 44), (52, 78)),
                Told("A till has printed {x}, below it {y}.", (112, 190), (201, 260)),
            ),
            Level.INFORMATION: (
                Told("On Saturday {x} loaves of rye were sold, {y} more than on a weekday.", (110, 190), (30, 70)),
                Told("Of {x} rolls baked at four in the morning, {y} were left over at noon.", (300, 600), (20, 90)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "When the market is on, {x} per cent more rye is bought, because the "
                    "farmers eat it; after {y} o'clock it makes no difference.",
                    (25, 60),
                    (11, 13),
                ),
                Told(
                    "Dough that rests for {x} hours longer stays fresh for {y} days more, "
                    "since the starch takes up more water.",
                    (6, 14),
                    (2, 4),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "We could sell yesterday's bread at {x} per cent off, but we give {y} "
                    "loaves to the shelter every evening: nobody in our street should go "
                    "hungry.",
                    (30, 60),
                    (10, 40),
                ),
                Told(
                    "A machine would save {x} hours a night; still, we keep two "
                    "apprentices, since the craft should not die out when I go in {y} "
                    "years.",
                    (2, 4),
                    (3, 9),
                ),
            ),
        },
    ),
    Story(
        about="an online shop",
        setting="{name} runs an online shop from {place}.",
        said={
            Level.DATA: (
                Told("{x}; {y}; {x}; {x}", (11, 39), (41, 88)),
                Told("The log file holds {x} and {y}.", (200, 304), (404, 503)),
            ),
            Level.INFORMATION: (
                Told(
                    "Last month {x} of 1,000 visitors bought something, {y} more than in the month before.",
                    (21, 60),
                    (3, 15),
                ),
                Told("Parcels to the islands took {x} days on average in June and {y} in July.", (4, 6), (7, 11)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "When the page takes more than {x} seconds, {y} per cent of visitors "
                    "leave, because nobody waits for a shop they don't know.",
                    (3, 5),
                    (30, 60),
                ),
                Told(
                    "Returns rise by {x} per cent when a coat has only one picture, since "
                    "buyers judge the cut wrongly; with {y} pictures it goes away.",
                    (15, 35),
                    (4, 7),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "A countdown would sell {x} per cent more, but it presses people into "
                    "what they regret, and we want to look them in the eye for the next "
                    "{y} years: no countdown.",
                    (6, 20),
                    (10, 30),
                ),
                Told(
                    "We could pay the packers {x} per cent less, as others do; we won't, "
                    "even if we then grow more slowly for {y} years.",
                    (8, 20),
                    (2, 5),
                ),
            ),
        },
    ),
    Story(
        about="a football club",
        setting="{name} coaches a team in {place}.",
        said={
            Level.DATA: (
                Told("{x} {y} 0 2 {x}", (3, 9), (11, 19)),
                Told("The tracker has stored {x}.1 and {y}.8.", (5, 8), (9, 12)),
            ),
            Level.INFORMATION: (
                Told(
                    "In the second half the team ran {x} kilometres on Saturday, {y} fewer than in the first.",
                    (44, 52),
                    (3, 9),
                ),
                Told("Of {x} corners this season, {y} led to a goal.", (80, 140), (3, 9)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "Whoever sprints on less than {x} hours of sleep pulls a muscle {y} "
                    "times as often, because tired muscles brake too late.",
                    (5, 6),
                    (2, 3),
                ),
                Told(
                    "After {x} minutes of pressing, our wings leave gaps, since they no "
                    "longer get back in time; then we concede {y} goals in ten matches "
                    "more.",
                    (55, 70),
                    (3, 6),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "With him we'd win, but he has had {x} knocks on the head, and he is "
                    "{y}: I'd rather lose the cup than let him play.",
                    (2, 4),
                    (17, 19),
                ),
                Told(
                    "I could drop the {x} weakest for the final; but they have come to {y} "
                    "trainings in the rain, and here everybody plays.",
                    (2, 4),
                    (30, 60),
                ),
            ),
        },
    ),
)
