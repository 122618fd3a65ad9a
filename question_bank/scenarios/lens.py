"""The six lenses as the course defines them: what each asks, how it argues, and what tells it from its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Lens(StrEnum):
    """A way to look at what ought to be done."""

    RIGHTS = "rights"
    JUSTICE = "justice"
    UTILITARIAN = "utilitarian"
    COMMON_GOOD = "common good"
    VIRTUE = "virtue"
    CARE = "care"


LENSES = tuple(Lens)
NEIGHBOUR: Mapping[Lens, Lens] = {
    Lens.RIGHTS: Lens.JUSTICE,
    Lens.JUSTICE: Lens.RIGHTS,
    Lens.UTILITARIAN: Lens.COMMON_GOOD,
    Lens.COMMON_GOOD: Lens.UTILITARIAN,
    Lens.VIRTUE: Lens.CARE,
    Lens.CARE: Lens.VIRTUE,
}
"""The lens with which each is most often confused."""

QUESTIONS: Mapping[Lens, str] = {
    Lens.RIGHTS: "what may every single person insist on, whatever others would gain?",
    Lens.JUSTICE: "are like cases treated alike, and do benefits and burdens fall where there is a reason for it?",
    Lens.UTILITARIAN: "which option brings the most good and the least harm, added up over everybody?",
    Lens.COMMON_GOOD: "what does it do to the conditions and institutions that all of us share?",
    Lens.VIRTUE: "what would a person of integrity do, and what do we become by doing it?",
    Lens.CARE: "who depends on us, and what does this particular person need?",
}

BACKS: Mapping[Lens, str] = {
    Lens.RIGHTS: "it protects what each person may insist on and lets nobody trade it away",
    Lens.JUSTICE: "it makes the treatment of different people comparable and ties differences to a reason",
    Lens.UTILITARIAN: "it is chosen for the sum of good and harm over all concerned",
    Lens.COMMON_GOOD: "it strengthens something that all share and nobody can keep up alone",
    Lens.VIRTUE: "it is chosen for the habits and the character that grow from it",
    Lens.CARE: "it begins with the person who depends on others and with what that person needs",
}
"""Why a course of action belongs to a lens."""


class Criterion(NamedTuple):
    """Sentences in which a lens says what counts for it: before any reason, after one in favour, after one against."""

    before: tuple[str, ...]
    favour: tuple[str, ...]
    against: tuple[str, ...]


CRITERIA: Mapping[Lens, Criterion] = {
    Lens.RIGHTS: Criterion(
        before=(
            "Ask first what every single person may insist on.",
            "Some things are not for others to decide.",
            "Before anything is weighed, there are limits.",
        ),
        favour=(
            "Nobody's dignity is traded for somebody else's gain.",
            "Every person keeps a say of their own, and that would count even if it brought nothing else.",
            "Everybody keeps what a person may insist on, and it would have to be kept even if most were worse off.",
            "Nobody is used as a mere means.",
        ),
        against=(
            "No gain for others, however large, makes up for overriding a person's own say.",
            "A person is not a means to somebody else's end, not even to a good one.",
            "That is not for others to trade away, however much it would save.",
            "What every person may insist on does not depend on how many would profit from its loss.",
        ),
    ),
    Lens.JUSTICE: Criterion(
        before=(
            "Put two people side by side.",
            "Compare those who come off well with those who come off badly.",
            "Ask how advantages and burdens are divided.",
        ),
        favour=(
            "Like cases are treated alike, and whoever is treated differently can be given a reason.",
            "What each one gets follows from need or merit and not from chance.",
            "The same yardstick holds for everybody, and it can be shown.",
            "Advantages and burdens fall on people by a rule that all of them could accept.",
        ),
        against=(
            "There is no reason for it that those who come off worse should have to accept.",
            "The advantage goes to some and the burden to others, and nothing they did or need explains why.",
            "Whoever drew that line could not defend it to those on the wrong side of it.",
            "Some come off well and some badly, and neither need nor merit explains it.",
        ),
    ),
    Lens.UTILITARIAN: Criterion(
        before=(
            "Count what it brings and what it costs, for everybody alike.",
            "Look at the results, and at all of them.",
            "Add up before you judge.",
        ),
        favour=(
            "Taken over all concerned, the good clearly outweighs the harm.",
            "Added up over everybody, no other option brings as much.",
            "The few who lose something lose less than the many gain.",
            "What counts is the sum, and the sum goes up.",
        ),
        against=(
            "Taken over all concerned, the harm outweighs the good.",
            "Added up over everybody, more is lost than gained.",
            "What is gained is small, what is lost is large, and the sum goes down.",
            "What counts is the sum, and another option has a better one.",
        ),
    ),
    Lens.COMMON_GOOD: Criterion(
        before=(
            "Think of what all of us share and nobody owns.",
            "Some things only exist as long as everybody can rely on them.",
            "Ask what holds the whole place together.",
        ),
        favour=(
            "That strengthens a condition of life that all share and nobody can create alone.",
            "Even those who never have anything to do with it live better in such a place.",
            "Everybody stands on that ground, and it becomes firmer.",
            "No society works without such things, and this one would have more of them.",
        ),
        against=(
            "What is worn away there belongs to nobody and is needed by all.",
            "Even those who never have anything to do with it would be living in a poorer place.",
            "Nobody can restore it alone once it is gone.",
            "Everybody stands on that ground, and it would begin to give way.",
        ),
    ),
    Lens.VIRTUE: Criterion(
        before=(
            "Ask who one becomes by acting like this.",
            "Picture somebody whose character you admire in that place.",
            "It is not only a matter of what is done but of who one is.",
        ),
        favour=(
            "That is how people of integrity act, and with practice it becomes second nature.",
            "Whoever does such things grows by them.",
            "It asks for honesty and courage, and both grow with practice.",
            "Those who do it can look in the mirror afterwards.",
        ),
        against=(
            "Nobody of integrity would want to become the person who works like that.",
            "What people do every day is what they become, and this makes them smaller.",
            "Such habits wear away honesty and courage, and those who have lost them do not even notice.",
            "Those who did it could not look in the mirror afterwards.",
        ),
    ),
    Lens.CARE: Criterion(
        before=(
            "Begin with the one who depends on others, not with a rule.",
            "Listen to what it is like for the person concerned.",
            "Everything begins with who needs whom.",
        ),
        favour=(
            "Somebody listens, and the answer fits the person concerned.",
            "Those who lean on others are not left alone.",
            "Somebody is close enough to notice what is needed, and does it.",
            "Attention goes to the person who needs it most.",
        ),
        against=(
            "Nobody listens to the one who depends on being heard.",
            "The closeness on which such a person depends is missing, and nothing takes its place.",
            "Those who most need somebody are left alone.",
            "What that person needs is somebody who is there, and nobody is.",
        ),
    ),
}
