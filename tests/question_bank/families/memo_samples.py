"""Memos written by hand on four cases, weak, middle and strong, each with the marks that two readers agreed on."""

from __future__ import annotations

from typing import NamedTuple


class Sample(NamedTuple):
    """A memo and its marks, criterion by criterion."""

    case: str
    strength: str
    marks: tuple[int, ...]
    text: str


SAMPLES = (
    Sample(
        "credit-score",
        "weak",
        (0, 0, 0, 0, 0, 0, 0),
        "I think this is a bad idea and nobody should do it. Machines are cold and people are warm, and everybody "
        "knows that companies only want money. In my opinion computers have no feelings, so they should never be in "
        "charge of anything at all. It would be better to leave everything as it has always been, because that has "
        "worked well for a very long time and there is no need to change it now.",
    ),
    Sample(
        "credit-score",
        "middle",
        (1, 1, 1, 1, 0, 1, 0),
        "The bank wants to give loans without a clerk, and what is contested is whether somebody may be refused when "
        "nobody at the bank can say why. The test showed that reliable newcomers are refused more often than others. "
        "They are affected, and so are clerks. In terms of justice this is a problem: two people who would both pay "
        "back get different answers, and there is no reason that the one who is refused would have to accept. I "
        "recommend to go ahead on the condition that a clerk looks at every refusal again. Some who never complain "
        "will still lose out.",
    ),
    Sample(
        "credit-score",
        "strong",
        (1, 2, 1, 3, 1, 1, 1),
        "What is contested is whether decisions that shape a household's year may be left to a score that no clerk "
        "can put into words. We know that reliable newcomers are refused more often with one threshold for all. We "
        "do not know how many of the refused would have paid back in each group, and that has to be found out first. "
        "Affected are applicants, clerks, and, silent in every file, those who never apply because they expect a "
        "refusal. Rights: nobody has agreed to be judged by what they buy, and consent can't be replaced by "
        "convenience. Justice: equally reliable people have to be treated alike, and they are not. Utilitarian: "
        "thousands save a week each, and taken over all of them that may well outweigh a few dozen mistakes if these "
        "are put right quickly. I recommend to go ahead for applicants who agree, and not for all: the alternative, "
        "clerks alone, is slower and depends on moods, but I would return to it if the error rates can't be brought "
        "together. A clerk reads every contested refusal; those who do not complain remain at risk. After six months "
        "the overturned refusals in each group are published, and I would explain the result to somebody who was "
        "refused.",
    ),
    Sample(
        "benefit-check",
        "weak",
        (0, 0, 0, 0, 0, 0, 0),
        "Cheating is wrong and whoever cheats must be punished, that is quite clear to me. Computers make no "
        "mistakes, and anyone who has nothing to hide has nothing to fear. So the city should simply do it and not "
        "talk about it for so long. Other cities surely do it as well, and we should not fall behind them. "
        "Discussing everything again and again only costs money, and nobody has ever gained anything from that.",
    ),
    Sample(
        "benefit-check",
        "middle",
        (1, 1, 0, 2, 1, 0, 0),
        "The question is whether many people may be put under suspicion in order to find a few frauds. Payments "
        "would stop during an investigation, which can take weeks. From a utilitarian view the money that is found "
        "has to be set against the harm to every honest household that is visited for nothing, and it is not certain "
        "that the sum is positive. From the view of rights nobody should lose a payment before having been heard, "
        "however much the city would save. I recommend not to do it. Visiting at random instead would find less, but "
        "nobody would be singled out by a machine.",
    ),
    Sample(
        "benefit-check",
        "strong",
        (1, 2, 1, 3, 1, 1, 1),
        "At issue is whether all households may be put under suspicion by a model in order to find the few who "
        "cheat. We know that in many cases the error was the office's own. We do not know how many honest households "
        "are picked in each group; before that is known nothing should start. Directly affected are honest families, "
        "families who were paid too little, and investigators; the silent ones are people who stop claiming what "
        "they are owed. Virtue: an office of integrity looks for its own mistakes first, and officials who knock "
        "without knowing why become people who only obey. Common good: a safety net lives on the trust of all, and "
        "that trust is hard to bring back. Care: a mother who opens the door to two strangers needs somebody who "
        "asks how she is coping. I recommend to wait. The alternative, to start now with payments going on during "
        "investigations, would find money sooner, but it would find it at the wrong doors. A safeguard is needed in "
        "any case: written grounds before each visit; the fear of the visit itself remains. After a year of random "
        "checks we review the share of honest households among those visited.",
    ),
    Sample(
        "home-sensors",
        "weak",
        (0, 0, 0, 1, 0, 0, 0),
        "Everybody has a right to privacy, and nobody may be spied upon, whatever others gain from it. That is the "
        "most important thing of all and it is written in every constitution. I would not want it for myself and I "
        "would not want it for my parents either. People managed without such technology for thousands of years, and "
        "they were happier than we are today, so I really do not see why we should need it now.",
    ),
    Sample(
        "home-sensors",
        "middle",
        (1, 2, 1, 1, 0, 0, 1),
        "What is contested is whether residents may be watched in their own rooms for their safety. We know that "
        "many alarms in the trial were false, and we do not know how many falls of residents in wheelchairs are "
        "missed. Affected are the residents, the nurses, and most of all people with dementia, who can't say yes or "
        "no. In terms of care the answer has to begin with what each of them fears at night: one needs help within a "
        "minute, another a hand to hold. I recommend to install the detector everywhere. After six months the home "
        "should test whether help really comes sooner.",
    ),
    Sample(
        "home-sensors",
        "strong",
        (1, 2, 1, 3, 1, 1, 1),
        "The issue is whether people may be watched in their own rooms for their own safety when some of them can't "
        "agree. We know that falls from wheelchairs are often missed; we do not know how long residents lie on the "
        "floor today, and that has to be measured first. Affected are residents, those who fall and those who feel "
        "watched, and the night nurses; the residents with dementia speak through others or not at all. Rights: a "
        "bedroom is a person's own, and consent comes first however useful the sensor is. Justice: the same fee has "
        "to buy the same safety, in a wheelchair or not. Utilitarian: a few broken hips that heal better may well "
        "weigh more than the unease of many, but only if people do not move less out of fear. I recommend to go "
        "ahead in rooms where the resident wants it, rather than everywhere; rounds alone, the other option, come "
        "too late for some. The rounds stay as a safeguard, and a risk remains for residents who can't switch the "
        "sensor off. After three months we look at the time until somebody comes and at the number of visits.",
    ),
    Sample(
        "training-hall",
        "weak",
        (0, 0, 0, 0, 0, 0, 0),
        "Progress cannot be stopped and we should not try. Those who are against it are always against everything, "
        "and in the end they use the new things as well. Big firms know what they are doing, otherwise they would "
        "not be big. I am in favour of it, and I believe that most people think the same as I do. We should be glad "
        "that somebody wants to come to us at all, and say yes before they change their minds.",
    ),
    Sample(
        "training-hall",
        "middle",
        (1, 1, 1, 2, 0, 1, 0),
        "It is contested whether a dry valley may give its water so that others get better models. The gauge of the "
        "river showed too much. Farmers downstream are affected, and so are people who will live there in fifty "
        "years. Justice: the profit goes far away and the dry fields stay with those who have least, for which there "
        "is no reason. Common good: the ground water carries the whole valley, and nobody can restore it alone. So "
        "the hall should be built only on condition that it stops when the river is low. Even then the ground water "
        "remains in danger, because it reacts late.",
    ),
    Sample(
        "training-hall",
        "strong",
        (1, 2, 1, 3, 1, 1, 1),
        "What is at stake is whether a dry valley may be asked for water so that people elsewhere get better models. "
        "We know that the gauge showed too much, and we do not know how much water the river really carries in "
        "August, which has to be measured before anything is signed. Affected are farmers, people looking for work, "
        "all who share the grid, and those who will live there in fifty years and have no voice today. Utilitarian: "
        "millions would use the models every day, and farms can be paid; over everybody the sum is probably "
        "positive. Common good: a railway stop, a school and a fast network serve even those who never enter the "
        "hall. Rights: drinking water must be guaranteed to each household, and no contract may touch that. I "
        "recommend to build, smaller and cooled by air in summer. The alternative, a site by the sea, costs more and "
        "leaves the young people here without work. The hall stops below an agreed mark; the ground water reacts "
        "late, and that risk remains. Each month the figures are published, and I would explain them to the farmers "
        "in person.",
    ),
)
