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
    Sample(
        "bus-lines/nobody-answers",
        "weak",
        (0, 0, 0, 0, 0, 0, 0),
        "In my view this is simply how the modern world works and one has to move with the times. Those who do not "
        "like it can go by car, as most people do anyway. There will always be somebody who grumbles, whatever one "
        "does, and if everybody were listened to then nothing would ever be done. I am sure the experts have thought "
        "about it for long enough, and they were trained for that, so we had better leave the matter to them and be "
        "glad of it.",
    ),
    Sample(
        "bus-lines/nobody-answers",
        "middle",
        (1, 1, 1, 1, 0, 1, 0),
        "What is contested is whether stops may be moved about as long as nobody has to answer for the mistakes. "
        "People have been hurt on the dual carriageway, and each of the three says that the others drew the plan. "
        "The children and old people who own no telephone and whom the planner does not see are hit hardest. "
        "Justice: those who save money by it are not those who cross the road, and there is no reason for that "
        "division. I am in favour of it if one person is named who can stop it. That person cannot see everything, "
        "so a risk remains.",
    ),
    Sample(
        "bus-lines/nobody-answers",
        "strong",
        (1, 2, 1, 3, 1, 1, 1),
        "At issue is whether a planner may move bus stops as long as company, maker and town can each point at the "
        "others when somebody is hurt. We know that people were hurt at the new stop. We do not know how many other "
        "cases of this kind there have been, and that has to be found out before the next plan. Affected are "
        "passengers, drivers and villages, and silent among them children and others who own no telephone. Rights: "
        "whoever is hurt may insist that somebody answers for it, whatever the rest of us gain. Utilitarian: six "
        "minutes a day for thousands is a large sum, but as long as mistakes cost nobody anything the damage grows. "
        "Common good: a town whose streets are quiet and whose buses come is something that all share. I recommend "
        "to go ahead, with a name under each plan. The alternative, to plan by hand, is slower and leaves villages "
        "without a bus, and I would go back to it if no name can be found. The log shows what has happened but mends "
        "nothing: that risk remains. After six months we look at how many complaints were answered, and I would "
        "explain the plan at the stop itself.",
    ),
    Sample(
        "mole-photo/uneven-errors",
        "weak",
        (0, 0, 0, 0, 0, 0, 0),
        "Of course one should do it. Everything that is new frightens people at first, and later nobody wants to be "
        "without it. My uncle has such a thing and he is very happy with it. Those who have doubts should try it out "
        "themselves before they talk. It is surely cheaper than what we have now, and that is what counts in the "
        "end, because money does not grow on trees and somebody has to pay for it all.",
    ),
    Sample(
        "mole-photo/uneven-errors",
        "middle",
        (1, 1, 0, 2, 1, 0, 0),
        "The question is whether customers of one group may be asked to bear errors so that all the others are "
        "served faster. On dark skin the app misses far more moles than on light skin. From the view of justice two "
        "people with the same mole have to get the same answer, and here they do not. From a utilitarian view, a "
        "melanoma found early outweighs many needless frights, if one adds up over everybody. I recommend to wait. "
        "Instead, the pharmacies could send people to a doctor who looks at all of the skin.",
    ),
    Sample(
        "mole-photo/uneven-errors",
        "strong",
        (1, 2, 1, 3, 1, 1, 1),
        "What is contested is whether customers with dark skin may be asked to bear errors so that the others are "
        "served faster. We know how many dangerous moles are missed in each group. We do not know why, nor how many "
        "people of each group were in the pictures, and that has to be found out first. Affected are customers whose "
        "melanoma is missed and those who are frightened for nothing, and the pharmacists; silent are people who "
        "stay at home because an app has calmed them. Justice: the same mole has to get the same answer, and no "
        "reason can be given why it does not. Care: somebody who is afraid needs a person who looks at the skin and "
        "stays. Virtue: a pharmacist of integrity does not sell a calm that may be false, and whoever gets used to "
        "it loses honesty. I recommend to wait until the gap is closed. The alternative, to start at once, would "
        "help many with light skin this very summer, and that is a real loss. Until then a doctor is paid for by the "
        "chain; those who do not come at all remain at risk. After nine months the errors in each group are measured "
        "again, and I would explain the delay to a customer who was told not to worry.",
    ),
)


class EssaySample(NamedTuple):
    """A shorter text, written for one lens or for two, and its marks."""

    strength: str
    marks: tuple[int, ...]
    text: str


ONE_LENS = (
    EssaySample(
        "weak",
        (0, 0, 0, 0),
        "I am in favour of it, because it is modern and saves time, and we ought to use what there is. Whoever has "
        "done nothing wrong has nothing to fear. It would be silly to go on as in the last century when everybody "
        "else has long since changed over to such things.",
    ),
    EssaySample(
        "middle",
        (1, 1, 0, 0),
        "Two families who would both pay should be treated alike, and whoever is treated differently must be given a "
        "reason. That is what this thing makes possible, since it looks at the same list for each family and never "
        "at a face or at a name. So the plan is good, and it should be carried out as soon as it can be.",
    ),
    EssaySample(
        "strong",
        (1, 1, 1, 1),
        "For the plan speaks that two families with the same income come to the same place on the list; today "
        "whoever knows an agent is served first, which neither need nor merit explains. Against it speaks that "
        "single parents who never missed a rent are ranked in the lower half much more often than other reliable "
        "tenants: equal records, unequal places. Whoever argues for it must show that this gap can be closed. I lean "
        "to the plan even so.",
    ),
    EssaySample(
        "strong",
        (1, 1, 1, 1),
        "Single parents who have never missed a rent end up in the lower half of the list although other tenants "
        "with the same record do not. That is not treating like cases alike, and it speaks against the plan. On the "
        "other hand, the old way put those first who knew somebody; a list that all can compare would be fairer than "
        "that. Whoever is against it, as I am, has to say how the flats should be given out instead.",
    ),
)
TWO_LENSES = (
    EssaySample(
        "weak",
        (0, 0, 0, 0, 0),
        "A hospital is a place where people want to get well, and everything that is good for that is good. I do not "
        "see what one could have against it. The doctors are clever people, and they know best what they need for "
        "their work. In other countries they surely have it already. One could go on talking about it for years and "
        "nothing would ever come of it, so let us begin.",
    ),
    EssaySample(
        "middle",
        (1, 2, 0, 1, 0),
        "Everybody has a right to be told in words they understand what will be done to them. If one adds up over "
        "all talks, six thousand take place that did not take place before, and the sum of that outweighs the "
        "sentences in which a word such as “not” is left out when two people speak at once. I would bring it in on "
        "one condition: in the first months a person sits beside the patient and steps in.",
    ),
    EssaySample(
        "strong",
        (2, 2, 1, 1, 1),
        "Rights: a patient may insist on being told truly what is going to be done and on saying no. A program that "
        "drops a “not” when a machine beeps takes that away from the one it happens to, and no gain for others makes "
        "up for it. Utilitarian: six thousand talks a year that would otherwise not take place outweigh, added up, "
        "the sentences that go wrong, if these are caught. The two conflict over whether the one who is "
        "misunderstood may be set against the many who are understood. As a safeguard, the program falls silent as "
        "soon as two speak at once, and a nurse calls an interpreter. What still remains is the mistake that nobody "
        "notices. I would go ahead.",
    ),
    EssaySample(
        "strong",
        (2, 2, 1, 1, 1),
        "From the view of rights I am against it: whoever signs for an operation must have understood it, and in the "
        "trial the program left out words as soon as a machine was beeping. Consent that rests on such a sentence is "
        "none. The utilitarian sum looks better: overall, most talks go well that would not have been held at all, "
        "but one wrong operation weighs as much as very many of them. Here the two lenses agree more than one would "
        "think, because both shrink from the rare great harm. Only talks without risk should be interpreted by it, "
        "and that has to be checked every month. The risk remains that a harmless talk turns out not to be one.",
    ),
)
