"""The source report's paper: Tables 1 to 4 and Appendix 3 as it prints them, and all else that a paper can hold."""

import base64
import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from apps.board.calculations.paper.document import (
    Cell,
    HeaderRow,
    Heading,
    Items,
    Paper,
    Paragraph,
    Picture,
    RowKind,
    Run,
    Section,
    Table,
    TableRow,
)
from apps.board.renderers.formats import render

DATA = Path(__file__).resolve().parents[3] / "data/report-2026-01-27"
REPORT = "report to the Children’s Services Overview and Scrutiny Committee, 27 January 2026"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 150" width="560" height="150">'
    '<rect width="113" height="40" y="5" fill="#12436D"/><rect width="184" height="40" y="55" fill="#12436D"/>'
    '<rect width="279" height="40" y="105" fill="#12436D"/></svg>'
)
MEASURES = (
    ("isb_place", "Individual Schools Budget: commissioned places (A)"),
    ("topup_maintained", "Top-up funding – maintained schools"),
    ("topup_academies", "Top-up funding – academies, free schools and colleges"),
    ("topup_state_total", "Total top up state schools"),
    ("topup_nmss_independent", "Top-up and other funding – non-maintained and independent providers"),
    ("additional_targeted", "Additional high needs targeted funding for mainstream schools and academies"),
    ("sen_support", "SEN support services"),
    ("hospital", "Hospital education services"),
    ("other_ap", "Other alternative provision services"),
    ("support_inclusion", "Support for inclusion"),
    ("financial_difficulty", "Special schools and PRUs in financial difficulty"),
    ("pfi_bsf", "PFI/BSF costs at special schools, AP/PRUs and Post 16 institutions only"),
    ("direct_payments", "Direct payments (SEN and disability)"),
    ("therapies", "Therapies and other health related services"),
    ("central_total", "Central spend total (B)"),
    ("total_hn", "Total High Needs Block spend (A+B)"),
)
STATISTICS = {"mean": "average (mean)", "median": "median", "maximum": "maximum", "minimum": "minimum"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(text: str, shown: str = "") -> Cell:
    """A number and what is printed for it; nothing where the source prints nothing."""
    return Cell(shown or f"{Decimal(text):,}", Decimal(text)) if text else Cell("")


def row(name: str, cells: Iterable[Cell], kind: RowKind = "") -> TableRow:
    return TableRow((Cell(name), *cells), kind)


def words(text: str, number: str = "", quoted: str = "") -> Paragraph:
    return Paragraph((Run(text),), number, quoted)


def listed(*texts: str, ordered: str = "") -> Items:
    return Items(tuple((Run(text),) for text in texts), "a" if ordered == "a" else "1" if ordered else "")


TABLE_1 = Table(
    "table-1",
    "Table 1",
    "Cost Avoidance initiatives implemented since 2023 (run-rate)",
    (Heading("Initiative"), Heading("Places and Children"), Heading("Impact"), Heading("Cost Avoided", "£000", True)),
    (
        TableRow(
            (
                Cell("SEND Sufficiency Programme of Expansion"),
                Cell(
                    "182 specialist primary places delivered\n113 specialist secondary/Post 16 places\n"
                    "295 total specialist places delivered"
                ),
                Cell("More specialist places, nearer to home"),
                figure("10032"),
            )
        ),
        TableRow(
            (
                Cell("Dingley’s Promise"),
                Cell("135 referrals and placed 33 children\nDelivered outreach for 86 children"),
                Cell(
                    "2 children remaining on SEN Support\n7 with established EHCPs\nAt least 12 in mainstream settings"
                ),
                figure("564", "564pa"),
            )
        ),
        TableRow(
            (
                Cell("Portage"),
                Cell("121 children transitioned to school"),
                Cell("Specialist transitions reduced from 24% to 22%"),
                figure("94", "94pa"),
            )
        ),
        TableRow((Cell("Total Costs Avoided"), Cell(""), Cell(""), figure("10690")), "total"),
    ),
    source=f"Table 1 of the {REPORT}",
    notes=("A full year of everything in place (run-rate); the report states no basis.", "pa: per annum, as printed."),
)
YEARS = ("22/23", "23/24", "24/25", "25/26", "26/27")


def yearly(slug: str, label: str, caption: str, unit: str, body: tuple[TableRow, ...], more: tuple[str, ...]) -> Table:
    headings = (Heading("Line"), *(Heading(name, unit, True) for name in (*YEARS, "Total", *more)))
    notes = ("Places commissioned at Autism Unlimited have been excluded from this calculation.",) * (
        label == "Table 3"
    )
    return Table(slug, label, caption, headings, body, f"{label} of the {REPORT}", notes)


def line(name: str, *texts: str, kind: RowKind = "") -> TableRow:
    return row(name, map(figure, texts), kind)


TABLE_2 = yearly(
    "table-2", "Table 2", "Specialist Place Provision – Number of Places Delivered and in the pipeline", "places",
    (
        line("Specialist School Places Delivered", "46", "49", "140", "60", "", "295", "182", "113"),
        line("Places in pipeline", "", "", "", "96", "128", "224", "224", ""),
        line("Total Delivered/In Pipeline", "46", "49", "140", "156", "128", "519", "406", "113", kind="total"),
    ),
    ("Total EY/Primary Split", "Total Secondary P16 Split"),
)  # fmt: skip
TABLE_3 = yearly(
    "table-3", "Table 3", "Cost Avoidance of Places Delivered and in the Pipeline", "£000",
    (
        line("Cost Avoidance Places Delivered", "1748", "684", "5320", "2280", "", "10032"),
        line("Costs Avoidance Places in pipeline", "", "", "", "3648", "4864", "8512"),
        line("Cost Avoidance Range", "", "", "", "", "", "18544", kind="total"),
    ),
    (),
)  # fmt: skip
POSITION = (
    ("Accumulated deficit 1 April 2025", "113.3", "subtotal"),
    ("Prior year additional funding – early years", "-1.9", ""),
    ("Budgeted high needs funding shortfall 2025-26", "57.5", ""),
    ("High needs funding reduction 2025-26", "0.5", ""),
    ("High needs forecast overspend 2025-26", "15.5", ""),
    ("Variances for other funding blocks", "-1.3", ""),
    ("Projected accumulated deficit 31 March 2026", "183.6", "subtotal"),
    ("Projected high needs funding gap 2026/27", "95.7", ""),
    ("Projected accumulated deficit 31 March 2027", "279.3", "total"),
)
TABLE_4 = Table(
    "table-4",
    "Table 4",
    "Summary position for dedicated schools grant 2025 to 2027",
    (Heading("Dedicated Schools Grant"), Heading("Amount", "£m", True)),
    tuple(
        TableRow((Cell(name), figure(text, f"({text[1:]})" if text[0] == "-" else "")), kind)  # type: ignore[arg-type]  # reason: one of its words
        for name, text, kind in POSITION
    ),
    source=f"Table 4 of the {REPORT}",
    notes=("Amounts in brackets reduce the deficit.",),
)


INITIATIVES_2 = (
    (
        "Appeals and early dispute resolution (IPSEA training, mediation, Tribunal Officers)",
        "Cost avoid", "General Fund/HNB (staffing and training)", "Embedded",
        "50% reduction in solicitors; ~£95k relates to cost avoidance to the general fund",
    ),
    (
        "Workforce development (EHCCO permanency >93%, induction and training, restructure)",
        "Efficiency", "General Fund/HNB", "Embedded",
        "Reduced agency reliance; supports timeliness and compliance; enables process efficiencies",
    ),
    (
        "EHCP process efficiency (AI writer, improved parent communication and Local Offer, panels)",
        "Efficiency", "HNB/Service budgets", "In delivery",
        "Improves timeliness and quality; reduces complaints and adverse decisions",
    ),
    (
        "Local places for local children reducing journey times and distances and individual costs of travel",
        "Efficiency", "General Fund", "", "Reduces unit costs of transport expenditure over time",
    ),
    (
        "SEND Admissions redesign: a fair, transparent placement system (implementation from April 2026)",
        "Efficiency", "General Fund", "", "Reduces inappropriate placements and long-term reliance on AP/EOTAS",
    ),
)  # fmt: skip
APPENDIX_2 = Table(
    "appendix-2-table",
    "Appendix 2",
    "General Fund activity",
    tuple(map(Heading, ("Initiative", "Type", "Funding source", "Delivery status", "Financial/evidence note"))),
    tuple(TableRow(tuple(map(Cell, texts))) for texts in INITIATIVES_2),
    source=f"Appendix 2 of the {REPORT}",
)


def appendix_3() -> Table:
    body = []
    for found in rows_of("appendix3_printed_statistics.csv"):
        whose = "Statistical neighbours" if found["of_neighbours"] == "yes" else "England"
        name = f"{whose}, {STATISTICS[found['statistic']]}"
        body.append(row(name, [Cell(""), *(figure(found[key]) for key, _ in MEASURES)], "subtotal"))
    for found in rows_of("appendix3.csv"):
        cells = [Cell(found["deficit_status_31_march_2025"]), *(figure(found[key]) for key, _ in MEASURES)]
        body.append(row(found["la_name"], cells, "ours" if found["la_code"] == "839" else ""))
    headings = (
        Heading("Authority"),
        Heading("DSG position at 31 March 2025"),
        *(Heading(text, "£ per head", True) for _, text in MEASURES),
    )
    notes = (
        "Pupil divisors used: total population aged 0 to 19.",
        "The medians and maxima of the neighbours hold BCP itself.",
    )
    source = f"Appendix 3 of the {REPORT}; section 251 budget returns 2025-26"
    caption = "2025-26 Budget, net £ per head, beside England and statistical neighbours"
    return Table("appendix-3-table", "Appendix 3", caption, headings, tuple(body), source, notes)


WHAT_EACH = tuple(
    Section(
        f"section-{number}",
        f"Summary of {what}",
        str(number),
        (words("No implications beyond those above.", f"{number}.1"),),
    )
    for number, what in enumerate(
        (
            "human resources implications",
            "sustainability impact",
            "public health implications",
            "equality implications",
        ),
        7,
    )
)


def report() -> Paper:
    return Paper(
        title="Invest to Save Budgets in the High Needs Block of the Dedicated Schools Grant (DSG)",
        council="Bournemouth, Christchurch and Poole Council",
        body="Children’s Services Overview and Scrutiny Committee",
        meeting_date=date(2026, 1, 27),
        version=1,
        frozen_at=datetime(2026, 1, 20, 9, 30, tzinfo=UTC),
        pack_hash="5f" * 32,
        renderer="1",
        licence="Open Government Licence v3.0",
        subject="High needs deficit: initiatives, their evidence and the position",
        header=header(),
        sections=(*first_sections(), key_lines(), finance(), legal(), *WHAT_EACH, risk(), background()),
        appendices=appendices(),
        notices=("This version corrects Table 2 of the paper sent out on 19 January.",),
    )


@cache
def body(slug: str) -> bytes:
    """The paper's file in one format, written once a process."""
    return render(report(), slug)


def header() -> tuple[HeaderRow, ...]:
    said = "It is RECOMMENDED that Overview and Scrutiny:"
    asked = (
        "note the current High Needs Block position and the cost avoidance of the initiatives;",
        "note the work with the Department for Education.",
    )
    return (
        HeaderRow("Report subject", (words("Invest to Save Budgets in the High Needs Block"),)),
        HeaderRow("Meeting date", (words("27 January 2026"),)),
        HeaderRow("Status", (words("Public Report"),)),
        HeaderRow("Executive summary", (words("The deficit is forecast to be £183.6m at 31 March 2026. " * 6),)),
        HeaderRow("Recommendations", (words(said), listed(*asked, ordered="a"))),
        HeaderRow("Reason for recommendations", (words("To support the committee’s role in testing the position."),)),
        HeaderRow("Wards", (words("Council-wide"),)),
        HeaderRow("Classification", (words("Decision"),)),
    )


def first_sections() -> tuple[Section, ...]:
    asked = (
        "What invest to save initiatives have been put in place over the past three years?",
        "What evidence do we have of the impact that these have had?",
        "Are there new invest to save initiatives being developed?",
    )
    long = "The committee received a report in answer to its key lines of enquiry on the wider context of the deficit. "
    return (
        Section("background", "Background", "1", (words(long * 3, "1.1"),)),
        Section("purpose", "Purpose", "2", (words("The committee asked:", "2.1"), listed(*asked, ordered="1"))),
        Section("status", "Current Status", "3", (words("The inaugural Board met in January 2026.", "3.1"),)),
    )


def key_lines() -> Section:
    see = (Run("The initiatives stand in "), Run("Table 1", bold=True, url="#table-1"), Run(" and in "))
    linked = Paragraph((*see, Run("Appendix 3", url="#appendix-3"), Run(".")), "4.1")
    more = "Places are placed with local mainstream schools as resourced provisions, satellites and link places. " * 3
    within = (
        Section("sufficiency", "SEND Sufficiency Programme", "", (
            words(more, "4.2"), TABLE_2, words("The table sets out the estimated cost avoidance.", "4.3"), TABLE_3,
        )),
        Section("dingleys", "Dingley’s Promise", "", (
            words("Of the children supported:", "4.4"),
            listed("8 children remaining on SEN Support,", "2 undergoing assessment, and 7 with EHCPs."),
            words("At least 12 children moved to mainstream.", "4.5", quoted="paragraph 4.9 of the report"),
        )),
    )  # fmt: skip
    return Section("key-lines", "Key Lines of Enquiry – Invest to Save and Evidence", "4", (linked, TABLE_1), within)


def finance() -> Section:
    drawing = Picture(
        "deficit-drawing",
        "The deficit grows from £113.3m to £279.3m in two years",
        "Three bars: £113.3m at 1 April 2025, £183.6m at 31 March 2026, £279.3m at 31 March 2027.",
        svg=base64.b64encode(DRAWING.encode()).decode(),
        png=PIXEL,
        width=560,
        height=150,
    )
    return Section(
        "finance",
        "Summary of financial implications",
        "5",
        (words("The position is that of quarter three.", "5.1"), TABLE_4, drawing, words("It is carried on.", "5.2")),
    )


def legal() -> Section:
    act = Run("Children and Families Act 2014", url="https://www.legislation.gov.uk/ukpga/2014/6/contents")
    return Section(
        "legal",
        "Summary of legal implications",
        "6",
        (Paragraph((Run("The duties are those of the "), act, Run(".")), "6.1"), words("They stand.", "6.2")),
    )


def risk() -> Section:
    return Section(
        "risk", "Summary of risk assessment", "11", (words("The risk to financial stability is ongoing.", "11.1"),)
    )


def background() -> Section:
    return Section("papers", "Background papers", "", (listed("Report to the committee, November 2025"),))


def appendices() -> tuple[Section, ...]:
    return (
        Section("appendix-1", "Appendix 1: Key lines of enquiry of November 2025", "", (words("Benchmarking."),)),
        Section(
            "appendix-2", "Appendix 2: Initiatives of the general fund", "", (words("Five initiatives:"), APPENDIX_2)
        ),
        Section("appendix-3", "Appendix 3: Benchmarking 2025/26", "", (words("As printed:"), appendix_3())),
    )
