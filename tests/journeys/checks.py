"""Our own checks of a page: what axe and an HTML validator do not see. Each gives sentences, none where all is well."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from tests.markup import Element

Check = Callable[[Element], list[str]]
NOT_NUMBER = str.maketrans({"−": "-", ",": "", "%": "", "£": "", "+": ""})
STATUS = ("tag", "status", "badge", "rag", "dot", "traffic", "state")
COLOURS = ("red", "green", "amber", "orange", "good", "alert", "waiting", "bad", "warning")


def charts_say_what_they_are(page: Element) -> list[str]:
    """Name, sentence and table of each chart; the drawing itself is hidden from assistive technology."""
    ids = {e["id"]: e for e in page.all(id=None)}
    faults = []
    for drawing in page.all(data_chart=None):
        slug, figure, chart = drawing["data-chart"], drawing.within(role="group"), drawing.within(class_="app-chart")
        named = figure and ids.get(figure["aria-labelledby"])
        told = figure and ids.get(figure["aria-describedby"])
        faults += [] if named and named.text else [f"{slug}: no name"]
        faults += [] if told and told.text else [f"{slug}: no sentence"]
        faults += [] if chart and chart.first("table") else [f"{slug}: no table"]
        faults += [] if drawing["aria-hidden"] == "true" else [f"{slug}: the drawing is read out letter by letter"]
    return faults


def drawings_equal_their_tables(page: Element) -> list[str]:
    """Each series of a drawing is, value by value, a column of the table beside it."""
    ids = {e["id"]: e for e in page.all("script", id=None)}
    faults = []
    for drawing in page.all(data_chart=None):
        data, chart = ids.get(drawing["data-chart"]), drawing.within(class_="app-chart")
        table = chart.first("table") if chart else None
        if not data or not table:
            continue
        columns = number_columns(table)
        faults += [
            f"{drawing['data-chart']}: {trace['meta']['column']} is no column of the table"
            for trace in json.loads("".join(map(str, data.children)))["data"]
            if values_of(trace) not in columns
        ]
    return faults


def values_of(trace: dict) -> list[Decimal | None]:
    """The values that a trace draws: along x, for a line along y."""
    values = trace["y"] if trace["type"] == "scatter" else trace["x"]
    return [None if value is None else Decimal(str(value)).normalize() for value in values]


def number_columns(table: Element) -> list[list[Decimal | None]]:
    rows = [[c for c in row.children if isinstance(c, Element)] for row in table.all("tr") if row.first("td")]
    return [[number_in(cell.text) for cell in column] for column in zip(*rows, strict=False)]


def number_in(text: str) -> Decimal | None:
    try:
        return Decimal(text.translate(NOT_NUMBER)).normalize()
    except InvalidOperation:
        return None


def tables_are_described(page: Element) -> list[str]:
    faults = []
    for number, table in enumerate(page.all("table"), 1):
        caption = table.first("caption")
        name = f"table {number} ({caption.text if caption else 'no caption'})"
        faults += [] if caption and caption.text else [f"{name}: no caption"]
        faults += [f"{name}: “{head.text}” has no scope" for head in table.all("th") if not head["scope"]]
        faults += [] if table.all("th") else [f"{name}: no heading"]
    captions = [caption.text for caption in page.all("caption")]
    return faults + [f"two tables are called “{text}”" for text in set(captions) if captions.count(text) > 1]


def links_say_where_they_lead(page: Element) -> list[str]:
    """Links that read alike lead to one place; none is without words."""
    places: dict[str, set[str]] = defaultdict(set)
    for link in page.all("a", href=None):
        if link.within(class_="govuk-pagination"):
            continue  # “Next page” of two lists on one page
        places[(link["aria-label"] or link.text).casefold()].add(link["href"])
    faults = [f"“{text}” leads to {', '.join(sorted(to))}" for text, to in places.items() if len(to) > 1]
    return [*faults, *(f"a link to {', '.join(places[''])} has no words" for _ in range("" in places))]


def status_is_in_words(page: Element) -> list[str]:
    """Whatever looks like a status or is coloured like one says it in words; so do the series of a drawing."""
    faults = []
    for element in page.all(class_=None):
        words = {word for name in element.classes for word in name.replace("--", "-").replace("__", "-").split("-")}
        marked = words & set(STATUS) or (element.tag in ("td", "th", "span", "i") and words & set(COLOURS))
        if marked and not element.text and not element.first("input") and element.tag not in ("input", "script"):
            faults.append(f"<{element.tag} class={element['class']!r}> says nothing in words")
    return faults + list(_series(page))


def _series(page: Element) -> Iterator[str]:
    ids = {e["id"]: e for e in page.all("script", id=None)}
    for drawing in page.all(data_chart=None):
        figure = json.loads("".join(map(str, ids[drawing["data-chart"]].children)))
        data, named = figure["data"], figure["layout"].get("annotations", [])
        if len(data) > 1 and not all(t.get("name") for t in data) and len(named) < len(data):
            yield f"{drawing['data-chart']}: series told apart by colour alone"


CHECKS: tuple[Check, ...] = (
    charts_say_what_they_are,
    drawings_equal_their_tables,
    tables_are_described,
    links_say_where_they_lead,
    status_is_in_words,
)
