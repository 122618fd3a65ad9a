"""A school authority lets a model mark essays."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Case, Group, Mitigation, Reason, Told
from question_bank.scenarios.lens import Lens

CASE = Case(
    id="essay-grading",
    system="the marking model",
    proposal="let a model mark the essays of the final examination",
    actors=(
        Actor("Northmoor School Board", "a school authority"),
        Actor("Lingua Viva", "a chain of language schools"),
        Actor("Westhaven College", "a private college"),
        Actor("Certa", "an examination company"),
    ),
    decider="head of examinations",
    one="a pupil whose essay was marked down",
    data=(
        Told(
            "The model has learnt from {x},000 essays of the past ten years and the marks that teachers gave them.",
            (20, 90),
        ),
        Told("The model has learnt from essays of {x} schools, all of them in large cities.", (12, 60)),
        Told(
            "The model also sees how long a pupil took for each paragraph; it was trained on {x},000 such records.",
            (15, 70),
        ),
    ),
    trade_offs=(
        Told(
            "Marks would be ready after one day and not after {x} weeks, but no teacher would read the essays.", (4, 9)
        ),
        Told(
            "Two markers for each essay would become one model, which saves {x} per cent of the cost and the talk in "
            "which the two used to agree.",
            (35, 70),
        ),
    ),
    surprises=(
        Told(
            "Of 100 essays from evening schools {x} were a pass in the eyes of experts, of 100 from day schools {y}; "
            "with one threshold for all, good essays from evening schools fail more often.",
            (52, 66),
            (74, 88),
            rates=True,
        ),
        Told(
            "Essays with unusual ideas lost {x} points against the marks of teachers, essays in textbook style "
            "gained two.",
            (3, 9),
        ),
        Told(
            "In {x} of 100 cases two teachers differed more from each other than the model did from either.", (20, 45)
        ),
    ),
    silent=Group(
        "younger pupils who will learn to write for the model",
        "They have no essay in this examination and no seat in the meeting. They are the silent group.",
    ),
    affected=(
        Group("pupils whose good essay is marked down", "A place at a college may hang on that mark."),
        Group("teachers who no longer read what their pupils write", "They lose work, and knowledge of their pupils."),
        Group("pupils who pass although they can't write", "They are let through to something they can't do yet."),
    ),
    arguable=(
        Group("colleges that admit by these marks", "They rely on the marks but are not marked themselves; arguable."),
        Group("parents of the candidates", "They are touched through their children; arguable."),
    ),
    unaffected=(
        Group("pupils who took the examination ten years ago", "Their marks stand whatever is decided now."),
        Group("the printers of the school's song books", "Nothing about their work changes."),
        Group("people who write essays for pleasure", "Nobody marks them."),
    ),
    reasons={
        Lens.RIGHTS: Reason(
            "With the new rules every candidate may see the grounds of the mark and have a human being read the "
            "essay again, without giving reasons.",
            "Candidates are judged on years of their lives by something that can't tell them why, and nobody is "
            "obliged to hear them.",
        ),
        Lens.JUSTICE: Reason(
            "Whether an essay lands with a strict teacher or a lenient one has been a matter of luck. The model "
            "gives two equal essays the same mark.",
            "An evening-school essay as good as its neighbour from the day school fails more often, for no other "
            "reason than that few such essays were in the data.",
        ),
        Lens.UTILITARIAN: Reason(
            "Forty thousand candidates get their result weeks earlier and the teachers get three weeks back; a few "
            "hundred marks are off by a point, about as many as today.",
            "The weeks that are saved do little for anybody, while hundreds lose a college place and a year, and "
            "repairing that costs more than all the marking.",
        ),
        Lens.COMMON_GOOD: Reason(
            "A certificate that means the same in every village is something that employers, colleges and the whole "
            "country build on.",
            "A certificate is worth what people believe it is worth. If it is rumoured that one only has to please a "
            "machine, nobody can build on any certificate.",
        ),
        Lens.VIRTUE: Reason(
            "A teacher who lets her marks be checked in the open and admits a blunder shows her pupils what honesty "
            "looks like, and becomes more honest herself.",
            "Pupils who learn to please a machine practise saying nothing of their own, and teachers who no longer "
            "read give up what made them teachers.",
        ),
        Lens.CARE: Reason(
            "The three weeks that teachers win are booked for talks: each pupil who failed sits down with the "
            "teacher who knows her, and they plan the next step together.",
            "A girl wrote about her brother's death. Her teacher would have known what it cost her; what she got was "
            "a list of missing connectives.",
        ),
    },
    ways={
        Lens.RIGHTS: "Let every candidate choose before the examination whether a teacher or the model marks, and "
        "grant each a second reading on demand.",
        Lens.JUSTICE: "Use the model only when equally good essays pass equally often, from whatever kind of school, "
        "even if the results then come later.",
        Lens.UTILITARIAN: "Use whatever mixture of model and teachers gives, over all candidates, the most correct "
        "marks for the time and money spent.",
        Lens.COMMON_GOOD: "Publish the rules and agree on them with colleges and employers, so that the certificate "
        "stays something everybody trusts.",
        Lens.VIRTUE: "Let teachers go on marking, and let them meet each year to compare, to learn from one another "
        "and to stay upright judges.",
        Lens.CARE: "Let the teacher who knows the pupil read each essay first and write a few lines to that pupil, "
        "whatever the mark.",
    },
    facts=(
        "How far are the model's marks from those of two teachers, in each kind of school?",
        "How many candidates ask for a second reading, and how many marks change?",
        "How has the style of essays changed since the trial began?",
        "How many hours does a teacher spend on marking?",
    ),
    values=(
        "Is an early result worth more than being read by a person?",
        "Should originality be rewarded even where it makes marking less even?",
        "Does everybody who fails deserve an explanation that they can understand?",
        "Which is worse, a good essay that fails or a poor one that passes?",
    ),
    issue="whether a mark that opens or closes doors may be given without any human being having read the essay",
    going_ahead="Without the model, marks go on depending on who happens to read the essay.",
    waiting="Two readers cost time and money, but somebody has really read what was written.",
    mitigations=(
        Mitigation(
            "A teacher reads every essay near the pass mark and every one that the model finds unusual.",
            "Essays far from the pass mark are still read by nobody.",
        ),
        Mitigation(
            "Each year a sample from every kind of school is marked by experts and compared.",
            "Pupils will still learn to write what the model likes.",
        ),
    ),
    review="the share of marks changed on a second reading in each kind of school",
    keywords=("mark", "essay", "examination", "teacher", "grade", "certificate"),
    people=("pupil", "candidate", "student", "younger", "silent", "evening school", "teacher"),
)
