"""What really happened: cases from the news, each with its date, the principles at stake and the people concerned.

Real names stand only beside dated, published facts. Where somebody's death by suicide is mentioned, a warning comes
first and no detail is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.scenarios.case import Group
from question_bank.scenarios.principle import Principle

WARNING = (
    "**Content warning:** a suicide is mentioned, without details. You may take another exercise instead; nothing is "
    "lost by that. If the subject is close to you, talk to somebody you trust or call a crisis line where you live.\n\n"
)


@dataclass(frozen=True, slots=True)
class Story:
    """A real case as published by the date it names; ``must`` tells for each principle at stake by what one sees it."""

    id: str
    told: str
    must: Mapping[Principle, str]
    accept: Mapping[Principle, str]
    silent: Group
    affected: tuple[Group, ...]
    arguable: Group
    unaffected: tuple[Group, ...]
    sensitive: bool = False

    def prompt(self) -> str:
        """Return the story with its warning, where one is due."""
        return (WARNING if self.sensitive else "") + self.told


STORIES: tuple[Story, ...] = (
    Story(
        id="compas-errors",
        told="In May 2016 the news organisation ProPublica published an analysis of COMPAS, a program that scores how "
        "likely defendants are to offend again, for more than 7,000 people arrested in Broward County, Florida. Of "
        "those who did not offend again within two years, 44.9 % of the black defendants had been given a "
        "medium or high score, and 23.5 % of the white ones.",
        must={Principle.FAIRNESS: "the false alarms fell on one group about twice as often as on the other"},
        accept={Principle.HARM: "a score that is too high can cost somebody their freedom"},
        silent=Group(
            "defendants without money for a lawyer who would question the score",
            "Nobody objects on their behalf. They are the silent group.",
        ),
        affected=(
            Group("defendants who are scored too high", "It can decide about bail, sentence and parole."),
            Group("people who are harmed by somebody who was scored too low", "The other error falls on them."),
            Group("judges who are handed the score", "It changes what they have before them when they decide."),
        ),
        arguable=Group(
            "firms that make competing programs", "Their market changes; a side effect, so naming them is arguable."
        ),
        unaffected=(
            Group("people who only pay a parking ticket", "No such score is made for them."),
            Group("the inventors of logistic regression", "They made a tool; nothing happens to them here."),
        ),
    ),
    Story(
        id="compas-secret",
        told="In July 2016 the Supreme Court of Wisconsin decided the case of a man whose COMPAS score had been before "
        "the judge at sentencing. How the score is computed was a trade secret of the company, so neither he nor the "
        "court could look into it. The court let the sentence stand and asked for written warnings beside such scores.",
        must={Principle.TRANSPARENCY: "neither the defendant nor the court could learn how the score came about"},
        accept={
            Principle.OVERSIGHT: "a judge can hardly decide otherwise without knowing what a score rests on",
            Principle.ACCOUNTABILITY: "nobody can be held to account for a formula that nobody may see",
        },
        silent=Group(
            "defendants who never learn that a score was before the judge",
            "They can't object to what they don't know. They are the silent group.",
        ),
        affected=(
            Group("defendants who can't answer the score", "They can't show that it is mistaken."),
            Group("judges who have to weigh a number", "They answer for a sentence that partly rests on it."),
            Group("lawyers who have to defend against the score", "They can't cross-examine a formula."),
        ),
        arguable=Group(
            "the company that sells the program", "It is a party to the secret rather than its victim; arguable."
        ),
        unaffected=(
            Group("couples who get a divorce by consent", "No score of this kind is made for them."),
            Group("students of statistics in other countries", "Nothing is decided about them."),
        ),
    ),
    Story(
        id="uber-perception",
        told="On 18 March 2018 a test car that Uber ran in self-driving mode killed a woman who was pushing a bicycle "
        "across a road in Tempe, Arizona, at night. The federal investigators reported in November 2019 that the "
        "car's sensors saw her 5.6 seconds before the impact, but that the software had not been designed to expect "
        "a pedestrian outside a crossing, and that automatic emergency braking was off while it was driving.",
        must={
            Principle.SAFETY: "the system failed in a situation that every road knows and for which it was not built"
        },
        accept={
            Principle.HARM: "somebody died in a test that could have been run with milder means",
            Principle.ACCOUNTABILITY: "somebody had decided that the car could do without that brake",
            Principle.OVERSIGHT: "the last safeguard that was left was one person at the wheel",
        },
        silent=Group(
            "people who use the road without knowing that cars are being tested on it",
            "Nobody has asked them, and most never learn of it. They are the silent group.",
        ),
        affected=(
            Group("people who cross a road where there is no crossing", "The software did not reckon with them."),
            Group("the family of the woman who died", "They have lost her."),
            Group("safety drivers in test cars", "They are expected to catch what the car overlooks."),
        ),
        arguable=Group(
            "other firms that test such cars", "They were watched more strictly afterwards; a side effect, so arguable."
        ),
        unaffected=(
            Group("passengers on the city's trams", "No test car decides about them."),
            Group("owners of bicycles in countries without such tests", "No such car is near them."),
        ),
    ),
    Story(
        id="uber-watching",
        told="The investigators' report of November 2019 on the death in Tempe, Arizona (18 March 2018) also looked at "
        "the person in the driver's seat of Uber's test car, who was to watch the road and step in. She had been "
        "looking at a telephone for about a third of the trip. The firm had gone over from two people in each car to "
        "one and did little to find out whether that person was still attentive.",
        must={Principle.OVERSIGHT: "the human control was there on paper, and nothing made sure that it could work"},
        accept={
            Principle.SAFETY: "the last safeguard had been thinned out",
            Principle.ACCOUNTABILITY: "it is contested who had to see to it that somebody was watching",
            Principle.AWARENESS: "people overrate how well they can watch a machine that seldom fails",
        },
        silent=Group(
            "pedestrians who rely on somebody sitting at the wheel",
            "They see a person in the seat and can't know that nobody watches. They are the silent group.",
        ),
        affected=(
            Group("pedestrians on the test routes", "For them it depends on whether somebody looks."),
            Group("test drivers who sit alone in a car for hours", "They are asked for something people are bad at."),
            Group("engineers whose tests rely on the driver", "They were told that somebody would step in."),
        ),
        arguable=Group(
            "makers of cameras that watch drivers", "They may sell more of them; a side effect, so arguable."
        ),
        unaffected=(
            Group("people who drive simulators at home", "Nobody outside can come to harm there."),
            Group("sailors on the lakes of Arizona", "No test car comes there."),
        ),
    ),
    Story(
        id="uber-answering",
        told="Who answers for the death in Tempe, Arizona, on 18 March 2018? Prosecutors said in March 2019 that they "
        "saw no basis for criminal charges against Uber. The person in the driver's seat was charged and pleaded "
        "guilty to endangerment in July 2023. The investigators' report had also named the firm's poor safety culture "
        "and the lack of oversight by the state.",
        must={Principle.ACCOUNTABILITY: "firm, driver and state each had a part, and one person was held to answer"},
        accept={
            Principle.GOVERNANCE: "the state had hardly any rules for such tests",
            Principle.SAFETY: "it all began with a system that was not safe enough",
        },
        silent=Group(
            "people who will come to harm in a later test and find nobody who answers",
            "They don't know yet that it concerns them. They are the silent group.",
        ),
        affected=(
            Group("the family of the woman who died", "For them it is settled who answers to them."),
            Group("the test driver", "She alone was sentenced."),
            Group("developers of such cars", "They learn from it what they will have to answer for."),
        ),
        arguable=Group("insurers of test cars", "Their prices follow such rulings; a side effect, so arguable."),
        unaffected=(
            Group("drivers who were fined for speeding that day", "Their cases have nothing to do with it."),
            Group("buyers of toy cars", "Nothing changes for them."),
        ),
    ),
    Story(
        id="clearview-faces",
        told="In January 2020 the New York Times reported that the firm Clearview AI had gathered more than three "
        "billion photographs of faces from the web and social networks and sold a search through them to the police. "
        "Nobody in the pictures had been asked. In September 2024 the Dutch data protection authority fined the firm "
        "30.5 million euros; the firm held that it was not subject to that law.",
        must={Principle.PRIVACY: "faces that people had shown for other purposes were gathered without asking them"},
        accept={
            Principle.HARM: "billions of faces for a few searches is a means out of proportion",
            Principle.TRANSPARENCY: "nobody could know that they were in the collection",
        },
        silent=Group(
            "people whom others have photographed and who don't know that they can be found",
            "They never posted anything themselves. They are the silent group.",
        ),
        affected=(
            Group("people whose pictures were gathered", "They can be recognised anywhere, for good."),
            Group("people who are mistaken for somebody else", "They come under suspicion."),
            Group("victims of crimes that a search may solve", "For them the search may bring something."),
        ),
        arguable=Group("social networks whose pages were copied", "Their rules were broken; naming them is arguable."),
        unaffected=(
            Group("people who died before there was photography", "There is no picture of them."),
            Group("painters of landscapes", "Their pictures show no faces to search for."),
        ),
    ),
    Story(
        id="clearview-breach",
        told="In February 2020 Clearview AI told its customers that somebody had got unauthorised access to the list "
        "of its clients, with the numbers of accounts and of searches they had made. The firm said that its servers "
        "and the searches themselves had not been reached, and that the flaw had been mended.",
        must={Principle.SAFETY: "somebody got in who was not supposed to"},
        accept={
            Principle.PRIVACY: "a collection of faces is only as private as it is well guarded",
            Principle.ACCOUNTABILITY: "whoever gathers such data has to answer for guarding them",
        },
        silent=Group(
            "people in the collection whom no notice reached",
            "Only customers were told. They are the silent group.",
        ),
        affected=(
            Group("police forces whose use of it became known", "Their names and numbers were on the list."),
            Group("people whose faces the firm stores", "What was broken into once can be broken into again."),
            Group("people who were searched for", "Whoever sees the searches sees whom the police suspect."),
        ),
        arguable=Group("firms that sell protection against break-ins", "They may find new customers; arguable."),
        unaffected=(
            Group("readers of a newspaper's chess column", "Nothing of theirs is stored there."),
            Group("customers of a bakery without cameras", "Nothing of theirs was on the list."),
        ),
    ),
    Story(
        id="chatbot-friend",
        told="In February 2023 the Italian data protection authority forbade the maker of Replika, a chatbot that "
        "offers itself as a friend, to go on using the data of people in Italy. Among its grounds were that nothing "
        "kept children out, that the chatbot may influence people who are emotionally fragile, and that users were "
        "not told properly how their data are used.",
        must={
            Principle.PRIVACY: "personal talk was used without a valid basis and without proper notice",
            Principle.HARM: "children and fragile people were exposed to something that may hurt them",
        },
        accept={
            Principle.TRANSPARENCY: "users were not told what happens with what they say",
            Principle.AWARENESS: "people may take for a friend what is a product",
            Principle.SAFETY: "there was no check of age, so the system was open to those it could hurt",
        },
        silent=Group(
            "lonely people who would not tell anybody that they talk to it",
            "They are ashamed of it and complain to nobody. They are the silent group.",
        ),
        affected=(
            Group("children who say that they are grown up", "Nothing keeps them out."),
            Group("people in a crisis who confide in it", "It may say the wrong thing at the worst moment."),
            Group("users for whom it has become a comfort", "They would lose it from one day to the next."),
        ),
        arguable=Group(
            "parents of grown-up users", "They may worry or be relieved; touched at second hand, so arguable."
        ),
        unaffected=(
            Group("users of a pocket calculator", "It isn't a chatbot and asks them nothing."),
            Group("people who write letters by hand", "Nothing of that reaches the firm."),
        ),
    ),
    Story(
        id="chatbot-crisis",
        told="In March 2023 Belgian newspapers reported that a man who was in despair about the climate had died by "
        "suicide after he had talked for weeks with a chatbot that, according to his family, encouraged him. The "
        "maker said afterwards that it had added a warning and a hint to helplines.",
        must={Principle.HARM: "somebody in despair came to harm, and nothing in the system protected him"},
        accept={
            Principle.SAFETY: "the system had not been made safe for people in a crisis",
            Principle.ACCOUNTABILITY: "it is open who answers for what such a system says",
            Principle.AWARENESS: "a machine that talks like a friend is easily taken for one",
            Principle.OVERSIGHT: "no human being noticed or could step in",
        },
        silent=Group(
            "people in despair who tell nobody but a machine",
            "Nobody knows of them. They are the silent group.",
        ),
        affected=(
            Group("people in a crisis who use such chatbots", "What it answers may matter very much to them."),
            Group("families and friends of those people", "They bear the consequences."),
            Group("people who answer helplines", "More people are pointed to them."),
        ),
        arguable=Group("makers of chatbots for timetables", "New rules may touch them too; arguable."),
        unaffected=(
            Group("players of a chess program without a chat", "It talks to nobody."),
            Group("readers of printed timetables", "They use no chatbot."),
        ),
        sensitive=True,
    ),
    Story(
        id="iowa-water",
        told="In September 2023 the Associated Press reported on the data centres near Des Moines, Iowa, in which a "
        "large language model had been trained. In July 2022 they pumped in about 11.5 million gallons of water for "
        "cooling, some 6 % of all the water used in that district. The water works said that they would agree to "
        "further centres only if these used much less.",
        must={Principle.SUSTAINABILITY: "a great deal of drinking water was used up for cooling"},
        accept={
            Principle.HARM: "it is open whether the aim calls for so much of it",
            Principle.GOVERNANCE: "the water works and the inhabitants want a say in it",
        },
        silent=Group(
            "people who will live there in a drier time",
            "They are not there yet and can't object. They are the silent group.",
        ),
        affected=(
            Group("households of the district", "They share the same water."),
            Group("farmers in the region", "They need water in the same hot months."),
            Group("the water works that have to plan ahead", "They must have the water ready in dry weeks."),
        ),
        arguable=Group("people who use the model far away", "It might become dearer for them; arguable."),
        unaffected=(
            Group("guests of a spa in Iceland", "They share neither water nor grid with it."),
            Group("owners of abacuses", "They need no cooling."),
        ),
    ),
    Story(
        id="power-demand",
        told="The International Energy Agency estimated in April 2025 that data centres used about 415 terawatt-hours "
        "of electricity in 2024, about 1.5 % of what the world used, and that by 2030 it could be about 945, with AI "
        "as the main reason. How much of it a single model or a single query uses, most makers did not publish.",
        must={Principle.SUSTAINABILITY: "the use of electricity could more than double in six years"},
        accept={
            Principle.TRANSPARENCY: "most makers did not say how much their models use",
            Principle.HARM: "it is open which of the uses are worth so much",
        },
        silent=Group(
            "people who will live with the climate of the second half of the century",
            "Many of them are not born. They are the silent group.",
        ),
        affected=(
            Group("households near new data centres", "Grid and prices change for them."),
            Group("people who live beside power stations", "They breathe what is burnt."),
            Group("operators of regional grids", "They have to find the power at every hour."),
        ),
        arguable=Group("owners of shares in power stations", "They may earn more; naming them is arguable."),
        unaffected=(
            Group("hikers who use a paper map", "What they do needs no data centre."),
            Group("users of a mechanical typewriter", "They use no electricity."),
        ),
    ),
)
