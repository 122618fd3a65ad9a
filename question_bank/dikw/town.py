"""Stories of a library, a crossing, a class and a stage."""

from __future__ import annotations

from question_bank.dikw.story import Level, Story, Told

STORIES: tuple[Story, ...] = (
    Story(
        about="a library",
        setting="{name} works in a public library in {place}.",
        said={
            Level.DATA: (
                Told("{x}, {y}, {y}, {x}", (120, 199), (201, 290)),
                Told("A strip of tape says {x}, below it {y}.", (301, 399), (400, 480)),
            ),
            Level.INFORMATION: (
                Told(
                    "On Sunday afternoons {x} people came on average last winter, {y} more than on Mondays.",
                    (210, 390),
                    (40, 120),
                ),
                Told("Of {x} children with a card, {y} borrowed nothing this year.", (700, 990), (90, 300)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "Since the school next door closed, {x} per cent fewer come before "
                    "three; children come where their way passes by, as {y} other branches "
                    "have found.",
                    (20, 45),
                    (3, 8),
                ),
                Told(
                    "Picture books at a height of {x} centimetres are borrowed {y} times "
                    "as often, because children choose what they can reach.",
                    (50, 70),
                    (2, 4),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "Loans would rise by {x} per cent if we threw out the classics; but a "
                    "library is there for what only {y} people a year look for as well, so "
                    "they stay.",
                    (5, 15),
                    (3, 12),
                ),
                Told(
                    "Heating on Sundays costs {x} euros, and we keep open all the same: "
                    "for {y} people it is the only warm room where nobody asks them to buy "
                    "anything.",
                    (90, 300),
                    (12, 40),
                ),
            ),
        },
    ),
    Story(
        about="a school class",
        setting="{name} teaches a class in {place}.",
        said={
            Level.DATA: (
                Told("{x} {y} {x} {x}", (11, 16), (17, 28)),
                Told("On a slip of paper there is {x}, {y}, {x}.", (3, 6), (7, 12)),
            ),
            Level.INFORMATION: (
                Told("In the last test {x} of {y} pupils solved the task on fractions.", (8, 14), (22, 29)),
                Told("Since September Mila has been late on {x} days, {y} of them Mondays.", (7, 14), (4, 6)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "Whoever explains a task to somebody else still knows it {x} weeks "
                    "later {y} times as often, because explaining shows the gaps.",
                    (3, 6),
                    (2, 3),
                ),
                Told(
                    "After {x} minutes of listening the class gets restless, and {y} "
                    "minutes of working in pairs bring it back, since attention needs a "
                    "change.",
                    (15, 22),
                    (4, 7),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "By the marks she should repeat the year; but in {x} months she has "
                    "lost her mother and found {y} friends here, and these she needs now: "
                    "she stays with us.",
                    (4, 9),
                    (2, 4),
                ),
                Told(
                    "We could raise the average by {x} per cent by drilling for the test; "
                    "but I want {y} curious people and no parrots, so we go on asking "
                    "questions.",
                    (5, 15),
                    (22, 29),
                ),
            ),
        },
    ),
    Story(
        about="traffic at a crossing",
        setting="{name} plans traffic in {place}.",
        said={
            Level.DATA: (
                Told("{x}, {y}, {y}, {x}, 12", (31, 49), (50, 78)),
                Told("The loop in the road has sent {x} and {y}.", (101, 199), (200, 390)),
            ),
            Level.INFORMATION: (
                Told(
                    "Between seven and eight {x} cars crossed on Wednesday, {y} more than at noon.",
                    (700, 990),
                    (200, 400),
                ),
                Told(
                    "At this crossing {x} people were hurt in five years, {y} of them on a bicycle.", (12, 25), (6, 11)
                ),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "If the green light for walkers is {x} seconds shorter, {y} times as "
                    "many walk at red, since they get stuck on the island.",
                    (4, 8),
                    (2, 3),
                ),
                Told(
                    "Where cars may drive {x} km/h slower, only {y} per cent as many "
                    "people are hurt, since the way to stop is shorter.",
                    (10, 20),
                    (40, 70),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "The green wave would save every driver {x} seconds; but {y} children "
                    "cross here each morning, and no minute is worth one of them: the wave "
                    "doesn't come.",
                    (12, 40),
                    (60, 200),
                ),
                Told(
                    "We could widen the road by {x} metres, yet whoever builds roads gets "
                    "traffic; the {y} lime trees stay, and the tram gets the money.",
                    (3, 6),
                    (20, 60),
                ),
            ),
        },
    ),
    Story(
        about="a theatre",
        setting="{name} directs a small theatre in {place}.",
        said={
            Level.DATA: (
                Told("{x}, {y}, {x}, {y}, {y}", (41, 79), (81, 140)),
                Told("The box office has noted {x} and {y}.", (12, 29), (30, 58)),
            ),
            Level.INFORMATION: (
                Told("On Friday {x} of {y} seats were taken, more than on any day since May.", (70, 110), (120, 160)),
                Told(
                    "The comedies of last season had {x} visitors an evening, the tragedies {y}.", (90, 130), (40, 85)
                ),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "If a play starts {x} minutes earlier, {y} per cent more people come "
                    "from the villages, since they still reach the last bus.",
                    (30, 60),
                    (10, 25),
                ),
                Told(
                    "A short run with {x} evenings is fuller than one with {y}, because people don't put off going.",
                    (5, 8),
                    (14, 20),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "Musicals would fill {x} seats more every evening; but somebody has to "
                    "play what hurts, or else a town forgets it: {y} tragedies stay on the "
                    "plan.",
                    (20, 50),
                    (2, 4),
                ),
                Told(
                    "Tickets could cost {x} euros; we leave them at {y}, since a theatre "
                    "into which only the well-off go has no one left to talk to.",
                    (35, 60),
                    (6, 12),
                ),
            ),
        },
    ),
)
