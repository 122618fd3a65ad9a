"""Stories of beds, hives, birds and roofs."""

from __future__ import annotations

from question_bank.dikw.story import Level, Story, Told

STORIES: tuple[Story, ...] = (
    Story(
        about="a greenhouse",
        setting="{name} looks after a greenhouse near {place}.",
        said={
            Level.DATA: (
                Told("{x}.4, {y}.1, {x}.9, {y}.6", (17, 19), (24, 28)),
                Told("A sensor has written {x} {x} {y} {x}.", (41, 48), (52, 60)),
            ),
            Level.INFORMATION: (
                Told("On Tuesday at noon it was {x} degrees at bench {y}, six more than outside.", (27, 34), (2, 9)),
                Told(
                    "In the past week the soil of bed {y} was below {x} per cent moisture on four days.",
                    (22, 35),
                    (2, 9),
                ),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "Whenever the vents stay shut at more than {x} degrees, the seedlings "
                    "wilt within {y} hours, because they lose water faster than their "
                    "roots can take it up.",
                    (28, 33),
                    (3, 6),
                ),
                Told(
                    "Beds on the south side dry out twice as fast, since the sun reaches "
                    "them for {x} hours longer; so they need water on {y} days a week.",
                    (3, 5),
                    (4, 6),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "We could force a third harvest with {x} more hours of lamps, but with "
                    "so dear a grid and so tired a soil we shouldn't: {y} beds stay empty "
                    "this winter.",
                    (4, 8),
                    (3, 8),
                ),
                Told(
                    "It is worth losing {x} per cent of the crop to keep the bumblebees, "
                    "so we give up spraying in {y} beds, whatever the market pays.",
                    (5, 15),
                    (3, 8),
                ),
            ),
        },
    ),
    Story(
        about="solar panels",
        setting="{name} looks after the solar panels of a school in {place}.",
        said={
            Level.DATA: (
                Told("{x}, {x}, {y}, 0, 0", (300, 480), (500, 880)),
                Told("The inverter writes {x}.2 and {y}.7.", (2, 9), (11, 19)),
            ),
            Level.INFORMATION: (
                Told(
                    "The roof gave {x} kilowatt-hours in June, {y} fewer than in the June before.",
                    (900, 1400),
                    (60, 200),
                ),
                Told("On the east side {x} of {y} panels gave nothing on Friday.", (2, 6), (24, 48)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "For each {x} degrees that the cells get hotter they give {y} per cent "
                    "less, since their voltage sinks.",
                    (10, 12),
                    (4, 5),
                ),
                Told(
                    "After {x} weeks without rain, dust takes away {y} per cent; a shower brings it back.",
                    (4, 8),
                    (5, 12),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "Selling at noon would bring {x} euros a month more, but the kitchen "
                    "cooks with it for {y} children: that is what the roof is for.",
                    (20, 60),
                    (60, 240),
                ),
                Told(
                    "New panels would give {x} per cent more, yet those we have will last "
                    "for {y} years: what works is not thrown away.",
                    (10, 25),
                    (8, 15),
                ),
            ),
        },
    ),
    Story(
        about="a bird reserve",
        setting="{name} counts birds in a reserve near {place}.",
        said={
            Level.DATA: (
                Told("{x} {y} {x} 3 {y}", (11, 19), (21, 44)),
                Told("In the notebook stand {x} and below it {y}.", (51, 99), (101, 190)),
            ),
            Level.INFORMATION: (
                Told(
                    "On 3 May {x} lapwings were on the south meadow, {y} fewer than on the same day last year.",
                    (30, 80),
                    (5, 25),
                ),
                Told("Of {x} nests by the path, {y} were given up in spring.", (20, 40), (5, 19)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "Where dogs run free, {x} of 10 broods fail, because the parents leave "
                    "the eggs to cool for more than {y} minutes.",
                    (5, 8),
                    (15, 25),
                ),
                Told(
                    "If the meadow is mown {x} weeks later, {y} times as many chicks "
                    "fledge, since they can then run from the mower.",
                    (3, 5),
                    (2, 3),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "The path could go through the reeds and please {x} visitors a day; "
                    "but a place where nobody comes is rarer than a view, so it stays "
                    "closed for {y} months.",
                    (80, 300),
                    (4, 6),
                ),
                Told(
                    "We could save the last {x} birds in cages; we think it better to let "
                    "them go free and to mend the {y} ponds, even if we should fail.",
                    (4, 9),
                    (3, 9),
                ),
            ),
        },
    ),
    Story(
        about="beehives",
        setting="{name} keeps bees near {place}.",
        said={
            Level.DATA: (
                Told("{x}.2, {y}.9, {x}.4", (31, 34), (35, 39)),
                Told("A slip under the lid says {x}, then {y}.", (20, 29), (30, 44)),
            ),
            Level.INFORMATION: (
                Told("Hive {x} lost {y} kilograms in the second week of July.", (2, 9), (3, 8)),
                Told("In October {x} mites a day fell onto the board under hive {y}.", (6, 25), (2, 9)),
            ),
            Level.KNOWLEDGE: (
                Told(
                    "When a hive loses {x} grams before noon on a warm day, it is about to "
                    "swarm, since the bees fill their stomachs first; {y} of 10 times that "
                    "was so.",
                    (300, 600),
                    (7, 9),
                ),
                Told(
                    "Hives in the shade bring {x} per cent less honey and lose {y} fewer "
                    "colonies in hot summers, because they don't have to fetch water.",
                    (10, 20),
                    (2, 4),
                ),
            ),
            Level.WISDOM: (
                Told(
                    "I could take {x} kilograms more and feed them sugar; but in a summer "
                    "like this they need their own, so I leave {y} combs in each hive.",
                    (5, 12),
                    (3, 6),
                ),
                Told(
                    "Wild bees find less where I put up more hives; {x} colonies are "
                    "enough for this valley, even though {y} would pay.",
                    (6, 12),
                    (20, 40),
                ),
            ),
        },
    ),
)
