"""A program telephones people who live alone."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="companion",
    system="the telephone companion",
    proposal="let a speaking program telephone old people who live alone, every evening",
    actors=(
        Actor("Silverline", "a health insurer"),
        Actor("Kindred Homes", "a housing association"),
        Actor("The Evening Bell", "a charity"),
        Actor("Tavira Telecom", "a telephone company"),
    ),
    decider="head of services",
    one="a member who answers every call",
    data=(
        Told("The program has learnt from {x},000 recorded conversations of volunteers with callers.", (8, 60)),
        Told("The program keeps a file on what each person has told it, for {x} years.", (2, 10)),
        Told("The program has learnt from films and novels, and from {x} weeks of test calls with staff.", (3, 12)),
    ),
    trade_offs=(
        Told(
            "Instead of {x} people, 4,000 could be called every evening, but no human being would be on the line.",
            (90, 300),
        ),
        Told(
            "A call would cost {x} cents, and nobody would notice that a person sounds different from last week "
            "except the program.",
            (5, 25),
        ),
    ),
    surprises=(
        Told("In a trial {x} of 100 people said that they had forgotten after a week that it was a program.", (18, 40)),
        Told("After a month, {x} of 100 members telephoned their own families less often than before.", (12, 30)),
        Told(
            "Nobody in the trial used it as much as a group nobody had thought of: {x} of 100 calls came from people "
            "who look after a sick wife or husband.",
            (15, 35),
        ),
    ),
    silent=Group(
        "people who can't or won't speak on the telephone",
        "They drop out without a word, and no list of calls shows it. They are the silent group.",
    ),
    affected=(
        Group("members who take the program for a person", "They trust somebody who is not there."),
        Group("members who tell the program private things", "What they say is recorded and may be read."),
        Group(
            "volunteers who have made the calls so far", "Their evenings and the friendships they made are at stake."
        ),
    ),
    arguable=(
        Group("families of the members", "They may feel relieved or replaced; how directly is arguable."),
        Group(
            "doctors who could be warned by the program", "That depends on a feature that is not decided yet; arguable."
        ),
    ),
    unaffected=(
        Group("novelists whose plots the members like", "Nothing changes for them through these calls."),
        Group("people who moved out of the region long ago", "They are not called and not replaced."),
        Group("the firm that cleans the offices", "The calls don't touch its work."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "Everybody is told in the first sentence that a program is speaking, and may stop the calls and have the "
            "file deleted with one word.",
            "People confide in what they take for a person. They were deceived about whom they are talking to, and "
            "they never agreed to be recorded.",
        ),
        Lens.JUSTICE: Reason(
            "So far those on the waiting list get nothing while others are called daily, for no better reason than "
            "that they signed up first. Now every lonely person is called equally often.",
            "Those who can pay keep their human visitor, and the poor get the machine, although they are no less "
            "lonely.",
        ),
        Lens.UTILITARIAN: Reason(
            "Thousands of people a night are a little less lonely and not only a few, for the same money; some of "
            "them are disappointed by a voice that is not real.",
            "The calls cheer people up for an hour, but they ring their friends less, and after half a year most of "
            "them are lonelier than before.",
        ),
        Lens.COMMON_GOOD: Reason(
            "Streets in which nobody is left without a daily word stay alive: people keep up with the news and turn "
            "up again at the club and at the council.",
            "Neighbourhoods live on people who look in on one another. Once a machine does it, that custom dies out, "
            "and nobody can order it back.",
        ),
        Lens.VIRTUE: Reason(
            "An organisation that tells people every evening that it is only a machine, although they would rather "
            "not hear it, is training itself in truthfulness.",
            "Whoever has a machine say ‘I missed you’ gets used to lying kindly, and forgets how to be a friend.",
        ),
        Lens.CARE: Reason(
            "The program notices that Mrs Lund has not slept since the funeral, and the volunteer who knows her "
            "rings her doorbell the same morning.",
            "Old Mr Ivarsson waits all day for one voice. What he longs for is somebody who misses him too, and no "
            "one does.",
        ),
    },
    ways={
        Lens.RIGHTS: "Call only those who have agreed after being told that it is a program, and record nothing "
        "without a second yes.",
        Lens.JUSTICE: "Divide the human callers by how lonely people are and not by what they pay, and use the "
        "program for all alike in between.",
        Lens.UTILITARIAN: "Spend the money on whatever mix of calls lowers loneliness most in total, as measured by "
        "a survey each quarter.",
        Lens.COMMON_GOOD: "Put the money into a neighbourhood network of visits and a shared table, so that looking "
        "in on one another becomes usual again.",
        Lens.VIRTUE: "Let volunteers go on calling, fewer people but truthfully, and let the organisation stay what "
        "it set out to be.",
        Lens.CARE: "Give each member one human caller who stays, and let the program only remind that caller of what "
        "was said.",
    },
    facts=(
        "How many members still know after a month that it is a program?",
        "Do members see other people more often or less often than before?",
        "How many calls break off because somebody hears badly?",
        "Who can read the recordings, and for how long?",
    ),
    values=(
        "Is a comforting illusion better than no comfort at all?",
        "Should a machine be allowed to say that it has missed somebody?",
        "Does a lonely person deserve a human being even where that costs ten times as much?",
        "How much privacy may be given up for being noticed in time?",
    ),
    issue="whether a machine may be the one voice a lonely person hears, when some of them believe that it is a person",
    going_ahead="Without the program most of those on the waiting list will hear nobody at all this winter.",
    waiting="Looking for more volunteers takes longer and reaches fewer, but those who are reached have somebody.",
    mitigations=(
        Mitigation(
            "Each call begins with the words that a program is speaking, and a volunteer visits once a month.",
            "Some will forget it all the same.",
        ),
        Mitigation(
            "Recordings are deleted after a week unless the member wants them kept.",
            "What has been said to the program may still be guessed from its file.",
        ),
    ),
    review="how often members meet or ring other people",
    keywords=("lonel", "alone", "program", "voice", "telephone", "call"),
    people=(
        "member",
        "hears badly",
        "hard of hearing",
        "won't speak",
        "cannot speak",
        "can't speak",
        "silent",
        "volunteer",
        "famil",
    ),
)
