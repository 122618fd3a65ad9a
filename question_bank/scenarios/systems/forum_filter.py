"""A network lets a filter delete what members write."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="forum-filter",
    system="the filter",
    proposal="let a filter delete posts of its members without a person reading them",
    actors=(
        Actor("Agora Nine", "a social network"),
        Actor("Pinfield", "a neighbourhood app"),
        Actor("Chatterbox Games", "a maker of online games"),
    ),
    decider="head of trust and safety",
    one="a member whose post has vanished",
    people="members",
    staff="moderators",
    data=(
        Told(
            "The filter has learnt from {x} million posts that moderators once deleted.",
            (2, 30),
        ),
        Told(
            "The filter has learnt from lists of forbidden words in {x} languages.",
            (12, 60),
        ),
    ),
    trade_offs=(
        Told(
            "A threat would vanish after {x} seconds instead of a day, but so would many a joke.",
            (2, 20),
        ),
        Told(
            "Moderators would have to see {x} per cent fewer cruel pictures, and nobody would read a complaint.",
            (50, 90),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "Posts in a regional dialect are deleted by mistake in {x} of 1,000 cases, "
            "those in standard language in {y}.",
            (70, 120),
            (9, 20),
        ),
        "no-reasons": Told(
            "To {x},000 members whose posts vanished it was said “against our rules”, and "
            "nobody in the firm could say against which.",
            (2, 40),
        ),
        "rubber-stamp": Told(
            "Deletions are meant to be confirmed by a person. The {x} moderators confirm "
            "one every three seconds and reverse none.",
            (8, 40),
        ),
        "nobody-answers": Told(
            "A village shop's page was deleted before Christmas. Network, filter maker and "
            "hosting firm have sent the owner back and forth {x} times.",
            (5, 20),
        ),
        "fragile": Told(
            "With a dot between the letters any insult gets through, and {x} groups are teaching each other the trick.",
            (20, 300),
        ),
        "unheard": Told(
            "The rules for {x} million members were fixed by four people in an office, no "
            "member can have them changed, and no regulator was asked.",
            (2, 40),
        ),
    },
    silent=Group(
        "people who have stopped writing because they fear being deleted",
        "What they don't write can't be counted. They are the silent group.",
    ),
    affected=(
        Group(
            "members whose posts are deleted by mistake",
            "They lose their voice, sometimes their customers too.",
        ),
        Group(
            "members who are threatened",
            "For them it counts how soon a post goes.",
        ),
        Group(
            "moderators who see the worst of it",
            "What they have to look at changes.",
        ),
    ),
    arguable=(
        Group(
            "firms that advertise there",
            "They want a friendly place; touched at second hand, so arguable.",
        ),
    ),
    unaffected=(
        Group(
            "readers of the printed weekly paper",
            "Nothing of theirs is filtered.",
        ),
        Group(
            "members of a chess club that has no page there",
            "They post nothing on the network.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Whoever is threatened gets protection at once, and whoever is deleted gets a "
        "hearing before a person; both can be demanded.",
        Lens.JUSTICE: "Famous members used to get away with everything. The filter measures the star and "
        "the pupil by the same rule.",
        Lens.UTILITARIAN: "Millions read fewer insults every day, and the few jokes that are lost weigh "
        "little beside that.",
        Lens.COMMON_GOOD: "Where people do not have to fear being shouted down, a town can talk about "
        "itself, and all need such a place.",
        Lens.VIRTUE: "The network shows its ten worst deletions on its own front page each week; "
        "whoever does that unlearns to gloss things over.",
        Lens.CARE: "A girl who is being tormented hears the same evening from somebody who stays in "
        "touch with her for weeks.",
    },
    fact="How many deleted posts were harmless, by language and by topic?",
    value="Is it worse to leave a threat up or to delete what was harmless?",
    going_ahead="Without the filter threats stay up for a day, and moderators fall ill.",
    keywords=(
        "post",
        "delet",
        "filter",
        "rule",
    ),
    words=(
        "member",
        "stopped writing",
        "moderator",
    ),
)
