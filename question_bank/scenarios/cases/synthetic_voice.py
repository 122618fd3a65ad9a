"""A machine speaks with the voice of a real person."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="synthetic-voice",
    system="the voice model",
    proposal="offer a model that can speak any text with the voice of a real person",
    actors=(
        Actor("Vox Libera", "a charity for voice patients"),
        Actor("Halcyon Speech", "a maker of speech aids"),
        Actor("Second Breath", "a young health firm"),
        Actor("Studio Meridian", "a recording studio"),
    ),
    decider="head of the project",
    one="a person whose voice was copied",
    data=(
        Told("The model needs {x} minutes of a voice; it has learnt to speak from {x},000 hours of radio.", (2, 9)),
        Told(
            "The model has learnt from {x} professional speakers who signed contracts before such models existed.",
            (40, 300),
        ),
        Told("The model has learnt from recordings of {x},000 volunteers who gave their voices for research.", (3, 30)),
    ),
    trade_offs=(
        Told(
            "As many as {x} people could speak in their own voice again, but the same files would let others speak "
            "in it too.",
            (200, 900),
        ),
        Told(
            "A voice would be ready in an hour and not after {x} days in a studio, and a signature in the sound "
            "that marks it as synthetic would make it slightly worse.",
            (4, 20),
        ),
    ),
    surprises=(
        Told("In a test {x} of 100 people took the copy of their own sister for the real one.", (45, 80)),
        Told("The model works less well for children: {x} of 100 of their copies sounded like a stranger.", (20, 50)),
        Told("Within {x} weeks somebody had used the trial version to order goods in another person's name.", (2, 11)),
    ),
    silent=Group(
        "people whose recordings are used without their knowing it",
        "They can't object, because nobody has told them. They are the silent group.",
    ),
    affected=(
        Group(
            "patients who could speak in their own voice again",
            "For them it decides how they can talk to those they love.",
        ),
        Group("speakers whose work the model takes over", "Their income and the use of their voices are at stake."),
        Group(
            "people who are deceived by a copied voice", "They lose money or trust through a call that was not real."
        ),
    ),
    arguable=(
        Group("banks that let customers in by voice", "They may have to change a procedure; arguable."),
        Group("listeners of audio books", "They may notice a difference or not; arguable."),
    ),
    unaffected=(
        Group("authors of books that exist only in print", "Nobody speaks their texts."),
        Group("people who mend microphones", "Their work stays the same."),
        Group("members of a choir who record nothing", "No voice of theirs is copied."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "A voice is copied only after its owner has agreed in person, and the owner can have the copy destroyed "
            "on any day.",
            "Speakers who lent their voices for one book are now made to say whatever others like, and nobody has "
            "asked them.",
        ),
        Lens.JUSTICE: Reason(
            "So far only the rich could have their voice rebuilt in a studio. Now everybody with the same illness "
            "gets the same help.",
            "The firm earns from every sentence while the speakers whose voices it was made from get nothing for the "
            "same work.",
        ),
        Lens.UTILITARIAN: Reason(
            "Hundreds of patients get back a large part of their lives, and the few frauds that are to be expected "
            "can be made good by insurance.",
            "A few hundred people gain a nicer sound, while thousands may be cheated on the telephone, and the harm "
            "is many times the gain.",
        ),
        Lens.COMMON_GOOD: Reason(
            "With an open register of all copies, everybody can find out what is real, and a society that can still "
            "believe its ears stays able to act.",
            "If any call may be forged, nobody can believe what they hear, and courts, newsrooms and families lose "
            "something on which all of them rest.",
        ),
        Lens.VIRTUE: Reason(
            "A studio that marks each copy as a copy, although nobody would notice, is practising truthfulness when "
            "it costs something.",
            "People who earn their living by making others say what they never said get used to deceit.",
        ),
        Lens.CARE: Reason(
            "Before the illness takes her voice, Ilse records bedtime stories with the help of a nurse who stays "
            "until the last page, so that her daughter will not be without them.",
            "Since the accident a father has listened to the copy of his dead son every night. He would need "
            "somebody who mourns with him, not a file.",
        ),
    },
    ways={
        Lens.RIGHTS: "Copy a voice only with the owner's written consent for each single use, and delete the copy "
        "whenever the owner asks.",
        Lens.JUSTICE: "Share the income with all whose voices were used, in proportion to what they gave, and ask "
        "patients for the same small fee everywhere.",
        Lens.UTILITARIAN: "Release it for those uses alone in which the expected benefit exceeds the expected fraud "
        "by most.",
        Lens.COMMON_GOOD: "Release nothing before a public register makes it possible for everybody to tell real "
        "voices from copies.",
        Lens.VIRTUE: "Let the makers mark every copy clearly and refuse each order that they would be ashamed to "
        "name in public.",
        Lens.CARE: "Offer it to patients only, together with a speech therapist who stays with them and their "
        "families.",
    },
    facts=(
        "How many speakers knew what their recordings would be used for?",
        "How often is the mark in the sound still found after a telephone call?",
        "How many patients would use the model every day?",
        "How much damage have forged calls done so far?",
    ),
    values=(
        "Does a person's voice belong to that person even after a contract?",
        "Is the joy of some patients worth a loss of trust in every call?",
        "Should the voices of the dead be allowed to speak?",
        "How much worse may a recording sound so that it can be recognised as a copy?",
    ),
    issue="whether something that gives some people their voice back may be offered when it lets others steal one",
    going_ahead="Every month without the model costs patients time in which their voices can still be recorded.",
    waiting="A few months with a small circle of patients would be slow, but no voice would get into the wrong hands.",
    mitigations=(
        Mitigation(
            "Every copy carries a mark in the sound, and each use is entered in a register.",
            "Somebody with skill can remove the mark.",
        ),
        Mitigation(
            "Voices are recorded in person only, with proof of identity.",
            "Old recordings that are in circulation can still be misused.",
        ),
    ),
    review="the number of reported forgeries and of patients who speak with it daily",
    keywords=("voice", "copy", "copies", "copied", "speak", "forg"),
    people=("patient", "speakers", "silent", "without their knowing", "without knowing", "deceived", "cheated"),
)
