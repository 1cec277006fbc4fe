"""The narrative row of Appendix 3: what the report says, what the rule says, and what a named person says."""

from decimal import Decimal

from django.utils import timezone

from apps.benchmarking.calculations.measures import PRINTED
from apps.benchmarking.calculations.narrative import NEAR, Said, said_of
from apps.benchmarking.selectors.benchmark import Benchmark, Line, Printed
from apps.benchmarking.sentences import count, stands
from apps.benchmarking.vocabulary import Statistic
from apps.core.charts import Column, Rows
from apps.core.money import number

# The report's own words for a level, for the count of lines on which rule and report agree.
REPORTED = {
    "very high": ("very high", "high spend", "close to national maximum"),
    "high": ("high",),
    "average": ("average",),
    "small budgets": ("small niche",),
}


def rule_says(b: Benchmark, line: Line) -> Said:
    c = b.comparison(line)
    highest = b.printed.get(Printed(line.slug, Statistic.MAXIMUM, False))
    return said_of(c.ours, c.spread(False).median, highest)


def generated(b: Benchmark, line: Line) -> str:
    """“BCP very high: £525 a head, 2.8 times its neighbours' median, £185.50; the highest of 11”."""
    said, c = rule_says(b, line), b.comparison(line)
    ours, median = PRINTED.show(c.ours), PRINTED.show(c.spread(False).median)
    if said.level == "small budgets":
        return f"Small budgets: {b.ours.name} {ours} a head, {b.whom.short}' median {median}"
    close = ", close to England's highest" if said.close_to_highest else ""
    beside = f"{_beside(said)} {b.whom.whose} median, {median}"
    return f"{b.ours.name} {said.level}: {ours} a head, {beside}; {stands(c)}{close}"


def _beside(said: Said) -> str:
    """“2.8 times”; within £10 a ratio of small amounts would mislead."""
    if said.near or said.ratio is None:
        return f"within {PRINTED.show(NEAR)} of" if said.near else "against"
    return f"{number(Decimal(said.ratio.numerator) / said.ratio.denominator, 1)} times"


def narrative_rows(b: Benchmark) -> Rows:
    columns = (
        Column("line", "Line"),
        Column("code", "Code"),
        Column("text", "What the report says"),
        Column("rule", "What the rule says"),
        Column("comment", "What the council says"),
        Column("who", "Who said so"),
    )
    rows = [
        {
            "line": line.short_title,
            "code": line.code,
            "text": b.narratives.get(line.slug, ""),
            "rule": generated(b, line),
            "comment": b.comments[line.slug].text if line.slug in b.comments else "",
            "who": who(b, line),
        }
        for line in b.lines
    ]
    return Rows(f"What is said of each line, {b.basis}", columns, rows)


def who(b: Benchmark, line: Line) -> str:
    comment = b.comments.get(line.slug)
    if comment is None:
        return ""
    day = timezone.localtime(comment.at)
    return f"{comment.by}, {day.day} {day:%B %Y}"


def narrative_row(b: Benchmark) -> dict[str, str]:
    """One text a line: the named person's where there is one, else the rule's."""
    return {line.slug: c.text if (c := b.comments.get(line.slug)) else generated(b, line) for line in b.lines}


def agreeing(b: Benchmark) -> list[Line]:
    """The lines on which the report's words are those of the rule's level."""
    return [
        line
        for line in b.lines
        if any(word in b.narratives.get(line.slug, "").lower() for word in REPORTED.get(rule_says(b, line).level, ()))
    ]


def said_sentence(b: Benchmark) -> str:
    told = [line for line in b.lines if line.slug in b.narratives]
    if not told:
        return ""
    agree, apart = agreeing(b), [line for line in told if line not in agreeing(b)]
    text = f"On {count(len(agree))} of {count(len(told))} lines the report says what the rule says"
    if not apart:
        return f"{text}."
    return f"{text}; it says something else on {'; '.join(line.short_title for line in apart)}."
