"""Makes the charts of Progress, and the sentence on each, out of plain data; None where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from question_bank.wording import counted
from studyapp.study.history import Tally
from studyapp.study.mastery import Mastery
from studyapp.study.statistics import Bin, compared, longest_streak, monday, weeks_until, whole
from studyapp.ui.charts.chart import Column
from studyapp.ui.charts.day_columns import DayColumns
from studyapp.ui.charts.heat_calendar import HeatCalendar
from studyapp.ui.charts.lying_bars import MOST_ROWS, Bar, LyingBars
from studyapp.ui.charts.reliability import Reliability
from studyapp.ui.charts.score_range import ScoreRange
from studyapp.ui.charts.topic_tiles import TopicTiles
from studyapp.ui.charts.week_curve import WeekCurve
from studyapp.ui.progress.page import Gain, MapPage, ProgressPage, ReadinessPage, TopicProgress

FEW_ANSWERS = 3  # below, a topic's share of marks says little, and it stands last
WEEKS = 26


def mastery_map(page: MapPage) -> TopicTiles | None:
    """Return the map of all topics."""
    tiles = page.tiles
    if not page.is_ready or not tiles:
        return TopicTiles(tiles, "Working out what you know …") if tiles else None
    counts = {each: sum(tile.mastery is each for tile in tiles) for each in Mastery}
    words = ", ".join(f"{counts[each]} {each.value}" for each in (Mastery.KNOWN, Mastery.LEARNING, Mastery.NOT_STARTED))
    return TopicTiles(
        tiles, f"{counted(len(tiles), 'topic')}: {words}. The number is the chance of answering a new question right."
    )


def score(page: ReadinessPage) -> ScoreRange | None:
    """Return the expected score, None while there are not enough answers."""
    return ScoreRange(page.score, page.low, page.high, page.sentence) if page.enough else None


def gains(found: Sequence[Gain], rows: int = MOST_ROWS) -> LyingBars | None:
    """Return what would raise the score most, in so many lines."""
    if not found:
        return None
    bars = [
        Bar(
            each.title,
            each.points_a_minute,
            f"{each.points_a_minute:+.2f}/min",
            (each.title, each.points_a_minute),
            each.words,
            each.topic,
        )
        for each in found
    ]
    columns = (Column("Topic"), Column("Points a minute", decimals=2))
    return LyingBars(bars, columns, found[0].words, series=2, rows=rows)


def marks_by_topic(topics: Sequence[TopicProgress]) -> LyingBars | None:
    """Return the share of marks earned on each topic, the weakest first."""
    asked = sorted(topics, key=lambda each: (each.tally.attempts < FEW_ANSWERS, each.tally.accuracy))
    if not asked:
        return None
    bars = [
        Bar(
            each.title,
            each.tally.accuracy,
            f"{each.tally.accuracy:.0%}",
            (each.title, each.tally.attempts, each.tally.accuracy),
            f"{each.title}: {each.tally.accuracy:.0%} of the marks in {counted(each.tally.attempts, 'exercise')}",
            each.topic,
        )
        for each in asked
    ]
    columns = (Column("Topic"), Column("Exercises"), Column("Marks", "%"))
    weakest, share = asked[0].title, asked[0].tally.accuracy
    return LyingBars(bars, columns, f"Least is earned on “{weakest}”: {share:.0%} of its marks.", longest=1.0)


def time_by_topic(topics: Sequence[TopicProgress]) -> LyingBars | None:
    """Return the mean time of an exercise on each topic, the slowest first."""
    timed = sorted((each for each in topics if each.time.attempts), key=lambda each: -each.time.mean_s)
    if not timed:
        return None
    bars = [
        Bar(
            each.title,
            each.time.mean_s,
            duration(each.time.mean_s),
            (each.title, each.time.attempts, each.time.mean_s),
            f"{each.title}: {duration(each.time.mean_s)} an exercise, {counted(each.time.attempts, 'exercise')}",
            each.topic,
        )
        for each in timed
    ]
    seconds = sum(each.time.seconds for each in timed)
    count = sum(each.time.attempts for each in timed)
    words = f"An exercise takes {duration(seconds / count)} on average, longest on “{timed[0].title}”."
    return LyingBars(bars, (Column("Topic"), Column("Exercises"), Column("Mean time", "s")), words, series=3)


def lost_marks(page: ProgressPage) -> LyingBars | None:
    """Return what misconceptions cost, by the topic that cures each, most first."""
    lost = [each for each in page.slips if each.slips.lost > 0]
    if not lost:
        return None
    total = sum(each.slips.lost for each in lost)
    bars = [
        Bar(
            each.title,
            each.slips.lost,
            f"{each.slips.lost / total:.0%}",
            (each.title, each.slips.times, each.slips.lost, each.slips.lost / total),
            f"{each.title}: {counted(each.slips.times, 'slip')}, {each.slips.lost / total:.0%} of the marks lost",
            each.topic,
        )
        for each in lost
    ]
    columns = (Column("Topic"), Column("Slips"), Column("Worth"), Column("Share", "%"))
    words = (
        f"You lose most marks on “{lost[0].title}”: {lost[0].slips.lost / total:.0%} of what misconceptions cost you."
    )
    return LyingBars(bars, columns, words, series=1)


def calendar(page: ProgressPage) -> HeatCalendar | None:
    """Return the year of days."""
    if not page.days:
        return None
    words = (
        f"{counted(page.answers, 'answer')} on {counted(len(page.days), 'day')} in all; "
        f"the longest run was {counted(longest_streak(page.days), 'day')} without a gap."
    )
    return HeatCalendar(page.days, page.today, words)


def weeks(page: ProgressPage) -> WeekCurve | None:
    """Return the share of marks of each of the last weeks, from the first that has an exercise."""
    asked = [day for day, tally in page.days.items() if tally.attempts]
    if not asked:
        return None
    reach = (monday(page.today) - monday(min(asked))).days // 7 + 1
    shown = weeks_until(page.days, page.today, min(max(reach, 5), WEEKS))
    lately, before = (_together(part) for part in (shown[-4:], shown[-8:-4]))
    if not any(tally.attempts for _, tally in shown):
        return None
    some = f"{lately.accuracy:.0%} of the marks in the last four weeks"
    words = some if lately.attempts else "No exercise in four weeks"
    words += f", {before.accuracy:.0%} in the four before." if before.attempts else "."
    return WeekCurve(shown, words)


def forecast(page: ProgressPage) -> DayColumns | None:
    """Return how many reviews the days to come bring."""
    days = list(page.forecast.items())
    total = sum(count for _, count in days)
    if not total:
        return None
    words = f"{counted(total, 'review')} in {counted(len(days), 'day')}, {days[0][1]:,} of them by the end of today."
    return DayColumns(days, "review", "with all that is overdue", words)


def confidence(found: Sequence[Bin]) -> Reliability | None:
    """Return how sure the learner was against how often they were right."""
    total = whole(found)
    if total is None:
        return None
    ends = {0: "that fits", 1: "you know more than you think", -1: "you are surer than you should be"}
    words = (
        f"You said {total.expected:.0%} on average and were right {total.happened:.0%} of the time: "
        f"{ends[compared(total.expected, total.happened)]}."
    )
    titles = ("How sure you were", "How often you were right")
    return Reliability(
        found, *titles, ("Said", "Right"), "answer", words, above="better than you thought", below="surer than right"
    )


def retention(found: Sequence[Bin]) -> Reliability | None:
    """Return the recall that the schedule foresaw against what was recalled."""
    total = whole(found)
    if total is None:
        return None
    ends = {0: "it knows you", 1: "you forget less than it thinks", -1: "you forget more than it thinks"}
    words = (
        f"The schedule expected {total.expected:.0%} to be recalled and you recalled {total.happened:.0%} "
        f"in {counted(total.count, 'review')}: {ends[compared(total.expected, total.happened)]}."
    )
    titles = ("Recall foreseen", "Recalled")
    return Reliability(
        found, *titles, ("Foreseen", "Recalled"), "review", words, above="remembered better", below="forgotten faster"
    )


def predictions(made: Sequence[tuple[str, Tally]]) -> LyingBars | None:
    """Return how many predictions came true for each demo."""
    count = sum(tally.attempts for _, tally in made)
    if not count:
        return None
    bars = [
        Bar(
            title,
            tally.accuracy,
            f"{tally.earned:.0f} of {tally.attempts:,}",
            (title, tally.attempts, tally.accuracy),
            f"{title}: {tally.earned:.0f} of {counted(tally.attempts, 'prediction')} came true",
        )
        for title, tally in made
    ]
    share = sum(tally.earned for _, tally in made) / count
    columns = (Column("Demo"), Column("Predictions"), Column("Came true", "%"))
    return LyingBars(bars, columns, f"{counted(count, 'prediction')}, {share:.0%} came true.", longest=1.0)


def _together(weeks_: Sequence[tuple[date, Tally]]) -> Tally:
    return Tally(sum(tally.attempts for _, tally in weeks_), sum(tally.earned for _, tally in weeks_))


def duration(seconds: float) -> str:
    """Return a time as it is said: 48 s, 2 min 5 s."""
    if round(seconds) < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"
