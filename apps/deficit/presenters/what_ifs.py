"""The pages of what-ifs in words and rows: the list, what one comes to, and the effect of one that is not saved."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse

from apps.core.charts import Column, Rows
from apps.core.money import in_words
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.results import Band, Measure
from apps.deficit.inputs.projected import EFFECT_YEAR
from apps.deficit.models import Assumption, ScenarioRevision
from apps.deficit.presenters.run_behind import Behind, Newest, position_warning, rests_on
from apps.deficit.presenters.trajectory import MEANINGS, Course, at_end, difference_between
from apps.deficit.presenters.what_if_base import apart_words
from apps.deficit.presenters.what_if_changes import changes_of, in_a_sentence
from apps.deficit.presenters.words import things
from apps.deficit.run_words import moment, run_text
from apps.deficit.selectors.projected import Projected
from apps.deficit.selectors.trajectory import NAMES, Shown, as_named
from apps.deficit.selectors.what_ifs import Listed, Worked, ends_of
from apps.deficit.vocabulary import BaseScenario

GAP_YEARS, MOST_LISTED = 5, 2


def list_message(known: Sequence[Listed], *, may_make: bool) -> str:
    archived = sum(one.revision.archived for one in known)
    standing = len(known) - archived
    if not standing and not may_make:
        return "No what-if is saved. SEND managers and finance officers make them."
    if not standing:
        return "No what-if is saved. Copy a named scenario, change an assumption, and see what that does."
    also = f"; {things(archived, 'other')} {'is' if archived == 1 else 'are'} archived" if archived else ""
    return f"{things(standing, 'what-if')} {'is' if standing == 1 else 'are'} saved{also}. None of them is a decision."


def named_rows(published: Projected | None, *, may_make: bool) -> Rows | None:
    """The four named scenarios of the published run, £m at 31 March, central values."""
    if published is None:
        return None
    last = max(published.years)
    columns = [
        Column("name", "Scenario", link="url"),
        Column("meaning", "What it is"),
        Column("published", at_end(published.held[-1]), kind="money_m"),
        Column("effect", at_end(EFFECT_YEAR), kind="money_m"),
        Column("last", at_end(last), kind="money_m"),
    ]
    columns += [Column("copy", "Make a what-if", link="copy_url")] if may_make else []
    return Rows(
        "The named scenarios, published: accumulated deficit, £m", columns, [_named(s, published, last) for s in NAMES]
    )


def _named(slug: str, published: Projected, last: FinancialYear) -> dict[str, Any]:
    ends, may_copy = ends_of(as_named(slug, published), slug), slug in BaseScenario.values
    return {
        "name": NAMES[slug],
        "url": f"{reverse('deficit:trajectory')}?scenario={slug}",
        "meaning": f"{MEANINGS[slug][:1].upper()}{MEANINGS[slug][1:]}.",
        "published": ends.get(published.held[-1]),
        "effect": ends.get(EFFECT_YEAR),
        "last": ends.get(last),
        "copy": f"Copy {NAMES[slug]}" if may_copy else "",
        "copy_url": f"{reverse('deficit:what_if_make')}?copy={slug}" if may_copy else "",
    }


def listed_rows(
    found: Sequence[Listed], rows: Mapping[str, Assumption], initiatives: Mapping[str, str]
) -> list[dict[str, Any]]:
    """A row of the list for each what-if."""
    return [_listed(one, rows, initiatives) for one in found]


def _listed(one: Listed, rows: Mapping[str, Assumption], initiatives: Mapping[str, str]) -> dict[str, Any]:
    revision = one.revision
    return {
        "name": revision.name,
        "slug": one.view.slug,
        "who": str(revision.by),
        "based_on": BaseScenario(revision.based_on).label,
        "changes": in_a_sentence(changes_of(revision, rows, initiatives), MOST_LISTED),
        "effect": one.ends.get(EFFECT_YEAR),
        "base_effect": one.base.get(EFFECT_YEAR),
        "horizon": str(one.last) if one.last else "",
        "last": one.ends.get(one.last) if one.last else None,
        "base_last": one.base.get(one.last) if one.last else None,
        "apart": f"No: {apart_words(one.apart)}" if one.apart else ("Yes" if one.ends and one.base else "–"),
        "run": one.run.get_state_display() if one.run else "None",
        "run_id": one.run.pk if one.run else None,
    }


def stock_rows(one: Shown, base: Shown | None) -> Rows:
    """The accumulated deficit at the end of March 2028 and of the last year, beside what it is based on, £m."""
    course, other = one.of(Measure.ACCUMULATED), base.of(Measure.ACCUMULATED) if base else {}
    years = sorted({EFFECT_YEAR, max(course)} & set(course))
    rows = [_beside(f"At {at_end(y)}", course[y], other.get(y)) for y in years]
    return Rows("Accumulated deficit at 31 March, £m", _columns("When", base), rows)


def flow_rows(one: Shown, base: Shown | None) -> Rows:
    """The in-year gap of each of the next years beside what it is based on, £m within the year."""
    course, other = one.of(Measure.GAP), base.of(Measure.GAP) if base else {}
    ahead = [y for y in sorted(course) if y > min(course)][:GAP_YEARS]
    rows = [_beside(str(y), course[y], other.get(y)) for y in ahead]
    return Rows("High-needs in-year gap, £m in the year", _columns("Financial year", base), rows)


def _columns(first: str, base: Shown | None) -> list[Column]:
    name = base.name if base else "What it is based on"
    return [
        Column("when", first),
        Column("central", "This what-if, central", kind="money_m"),
        Column("p10", "1 in 10 draws below", kind="money_m"),
        Column("p90", "1 in 10 above", kind="money_m"),
        Column("base", f"{name}, central", kind="money_m"),
        Column("base_p10", f"{name}, 1 in 10 below", kind="money_m"),
        Column("base_p90", f"{name}, 1 in 10 above", kind="money_m"),
        Column("difference", "Difference, central", kind="money_m", signed=True),
    ]


def _beside(when: str, band: Band, base: Band | None) -> dict[str, Any]:
    row: dict[str, Any] = {"when": when, "central": band.central, "p10": band.p10, "p90": band.p90}
    if base:
        row |= {
            "base": base.central,
            "base_p10": base.p10,
            "base_p90": base.p90,
            "difference": band.central - base.central,
        }
    return row


def effect_message(one: Shown, base: Shown | None) -> str:
    """Where it ends at the end of March 2028 and of its last year, and how that differs from its base."""
    course, other = one.of(Measure.ACCUMULATED), base.of(Measure.ACCUMULATED) if base else {}
    years = sorted({EFFECT_YEAR, max(course)} & set(course))
    texts = [
        f"{in_words(course[y].central)} at {at_end(y)}"
        + (f", {_against(course[y].central, other[y].central, base)}" if base and y in other else "")
        for y in years
    ]
    return f"{one.name}: the deficit is projected to be {'; and '.join(texts)}.{_without_effect(course, other, base)}"


def _without_effect(course: Course, other: Course, base: Shown | None) -> str:
    """Why nothing moves, where nothing does: neither a central value nor a bound of any year."""
    both = set(course) & set(other)
    if base is None or not both or any(course[y] != other[y] for y in both):
        return ""
    return f" What it changes is not used in {NAMES[base.scenario]}: nothing that this scenario counts rests on it."


def _against(here: Decimal, there: Decimal, base: Shown) -> str:
    said = difference_between(here, there)
    return f"{said} {'as' if said == 'the same' else 'than'} {base.name}"


def page_message(worked: Worked, base: Shown | None) -> str:
    """``base``: what it is set beside."""
    if worked.shown:
        return effect_message(worked.shown, base)
    if worked.run is None:
        return f"{worked.view.revision.name} has not been worked out."
    return f"{worked.view.revision.name} has no result yet. {run_text(worked.run)}"


def behind_it(worked: Worked, positions: Newest) -> Behind | None:
    """The positions that its own run rests on; nothing before a result."""
    if worked.shown is None:
        return None
    projected = worked.shown.projected
    return Behind(rests_on(projected), position_warning(projected, positions))


def facts(revision: ScenarioRevision, first: ScenarioRevision) -> list[dict[str, str]]:
    said = "Archived" if revision.archived else "Saved"
    rows = [
        ("Based on", BaseScenario(revision.based_on).label),
        ("First saved by", f"{first.by}, {moment(first.at)}"),
        ("Version", f"{revision.version}, {said.lower()} by {revision.by}, {moment(revision.at)}"),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def versions(
    history: Sequence[ScenarioRevision], rows: Mapping[str, Assumption], initiatives: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Items of a timeline, the newest first."""
    return [
        {
            "title": f"Version {r.version}: {'archived' if r.archived else r.name}",
            "date": moment(r.at),
            "by": str(r.by),
            "text": " ".join(filter(None, (r.reason and f"Reason: {r.reason}",
                                           f"On {BaseScenario(r.based_on).label}. "
                                           f"{in_a_sentence(changes_of(r, rows, initiatives))}."))),
        }
        for r in history
    ]  # fmt: skip


def compare_url(shown: Shown) -> str:
    """What it is based on, this one, and another named scenario side by side."""
    other = BaseScenario.APPROVED_ONLY
    if shown.scenario == other.value:
        other = BaseScenario.APPROVED_AND_PIPELINE
    named = (shown.scenario, shown.slug, other.value)
    return f"{reverse('deficit:trajectory')}?{'&'.join(f'scenario={s}' for s in named)}"


def sheet_rows(rows: Sequence[Mapping[str, Any]]) -> Rows:
    """The list as a file: money in £, exact."""
    columns = (
        Column("name", "What-if"),
        Column("who", "Saved by"),
        Column("based_on", "Based on"),
        Column("changes", "What it changes"),
        Column("effect", f"Accumulated deficit at {at_end(EFFECT_YEAR)}", kind="money_m"),
        Column("base_effect", f"At {at_end(EFFECT_YEAR)}, what it is based on", kind="money_m"),
        Column("horizon", "Last year"),
        Column("last", "Accumulated deficit at its end", kind="money_m"),
        Column("base_last", "At that end, what it is based on", kind="money_m"),
        Column("apart", "Rests on what its base as published rests on"),
        Column("run", "Its run"),
    )
    return Rows("Saved what-ifs: accumulated deficit at 31 March, central values, £m", columns, list(rows))
