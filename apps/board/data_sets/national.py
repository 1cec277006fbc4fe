"""National returns as they were imported, chosen sets of comparators, and what named persons say of lines."""

from django.conf import settings
from django.utils import timezone

from apps.benchmarking.selectors import feed
from apps.benchmarking.vocabulary import AreaLevel, FigureMeasure, ReturnKind
from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    SOURCE,
    SOURCE_REFERENCE,
    YEAR_ENDING,
    DataSet,
    Field,
    Loaded,
    decimal,
    newest,
    one_of,
    pounds,
    text,
    whole,
    yes_no,
)

IMPORTED = "Files of the Department for Education and the Office for National Statistics, as imported."
AREA = (
    text("area_ons_code", "ONS code that the file gives"),
    one_of("area_level", "Level", AreaLevel),
    text("area", "Name of the area"),
    yes_no("is_own_council", "Whether it is this council"),
)


def load_figures() -> Loaded:
    found = feed.national_figures()
    rows = [
        (
            f.measure, f.year, f.ons_code, f.level, f.area, f.dfe_code == settings.COUNCIL_DFE_CODE, f.value, f.mark,
            f.source, f.reference,
        )
        for f in found
    ]  # fmt: skip
    return Loaded(rows, newest([f.date for f in found]))


def load_spend() -> Loaded:
    found = feed.spend_rows()
    rows = [
        (
            s.kind, str(s.year), s.year.last_day, s.ons_code, s.level, s.area,
            s.dfe_code == settings.COUNCIL_DFE_CODE, s.line, s.code, s.gross, s.income, s.net, s.net_per_head,
            s.source, s.reference,
        )
        for s in found
    ]  # fmt: skip
    return Loaded(rows, newest([s.date for s in found]))


def load_chosen() -> Loaded:
    found = feed.chosen_members()
    rows = [
        (
            m.chosen_set.pk, m.chosen_set.name, m.chosen_set.reason, m.chosen_set.version, m.chosen_set.archived,
            m.authority.dfe_code, m.authority.ons_code, m.authority.name,
        )
        for m in found
    ]  # fmt: skip
    return Loaded(rows, newest([timezone.localtime(m.chosen_set.made_at).date() for m in found]))


def load_comments() -> Loaded:
    found = feed.comments()
    rows = [
        (
            c.benchmark_return.slug, c.line.slug, c.line.code, c.version, c.text, c.generated,
            timezone.localtime(c.written_at).date(), str(c.written_by),
        )
        for c in found
    ]  # fmt: skip
    return Loaded(rows, newest([timezone.localtime(c.written_at).date() for c in found]))


NATIONAL_FIGURES = DataSet(
    slug="national_figures",
    title="National figures",
    what="One row for each measure, year and area: an authority, a region or England.",
    basis="Filter to one measure. Plans stand in the January of the year, populations in its middle, requests and "
    "timeliness over the calendar year, allocations and outturn over the financial year that starts in it. Areas of "
    "different levels, and an authority and those that replaced it, do not add up.",
    source=IMPORTED,
    fields=(
        one_of("measure", "What is counted", FigureMeasure),
        whole("year", "Year; its kind follows from the measure"),
        *AREA,
        decimal(
            "value",
            "The figure; empty where the file gives a mark",
            "plans, people, requests or £, as the measure says",
        ),
        text("mark", "The file's mark for a figure that is not given; empty where it is"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_figures,
)
SECTION_251_RETURNS = DataSet(
    slug="section_251_returns",
    title="Section 251 returns",
    what="One row for each return, year, area and line.",
    basis="£ of the year. Filter to one kind of return: budget and outturn do not compare on line 1.0.2. Groups of "
    "lines "
    "stand beside single lines in some years: never add both.",
    source=IMPORTED,
    fields=(
        one_of("return_kind", "Which return", ReturnKind),
        FINANCIAL_YEAR,
        YEAR_ENDING,
        *AREA,
        text("line", "Short name of the line, stable"),
        text("line_code", "Section 251 code; of a group of lines their codes"),
        pounds("gross_gbp", "Gross; empty where the file does not give it"),
        pounds("income_gbp", "Income; empty where the file does not give it"),
        pounds("net_gbp", "Net; empty where the file does not give it"),
        Field("net_gbp_per_head", "decimal", "The file's own rate; empty where it gives none", "£ per head of the "
        "file's own "
              "denominator"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_spend,
)  # fmt: skip
CHOSEN_SETS = DataSet(
    slug="chosen_sets",
    title="Chosen sets of comparators",
    what="One row for each authority of a set that somebody chose.",
    basis="Archived sets are no longer offered. Nothing here adds up.",
    source="Entered by SEND managers and finance officers.",
    fields=(
        whole("chosen_set", "Number of the set, stable"),
        text("name", "Name of the set"),
        text("reason", "Why these authorities"),
        whole("version", "Version of the set"),
        yes_no("is_archived", "Whether it is archived"),
        text("authority_dfe_code", "The authority's DfE code"),
        text("authority_ons_code", "The authority's ONS code"),
        text("authority", "Name of the authority"),
    ),
    load=load_chosen,
)
LINE_COMMENTS = DataSet(
    slug="line_comments",
    title="What the council says of lines",
    what="One row for each version of what a named person wrote on a line of a published table.",
    basis="The newest version stands; one without a text goes back to the rule's sentence.",
    source="Entered by SEND managers and finance officers.",
    fields=(
        text("benchmark_return", "Short name of the published table, stable"),
        text("line", "Short name of the line, stable"),
        text("line_code", "Section 251 code"),
        whole("version", "Version, 1 being the first"),
        text("text", "What was written; empty where it went back to the rule"),
        text("rule_text", "The rule's sentence that the writer saw"),
        Field("written_date", "date", "Day on which it was written"),
        text("written_by", "Who wrote it"),
    ),
    load=load_comments,
)
