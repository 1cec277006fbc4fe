"""The Analysis Function's rules for statistics in spreadsheets, each a function that lists what breaks it.

“Releasing statistics in spreadsheets” and its checklist, Government Analysis Function.
"""

import re
from collections.abc import Callable, Iterator

from tests.board.paper.books import Book, Marked, Page, Seen

SANS = ("Arial", "Source Sans 3", "Liberation Sans")
NAMED = re.compile(r"[A-Za-z_]\w{2,}")
NOTE = re.compile(r"\[note \d+\]")
SHORTHAND = re.compile(r"\[[a-z]\]")
ON_A_COVER = ("Publisher:", "Meeting date:", "Version:", "Hash", "Licence:", "Contact:")
RAISED = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079*†‡]")
WRITTEN_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
Rule = Callable[[Book], Iterator[str]]


def cover_comes_first_and_says_what_it_is(book: Book) -> Iterator[str]:
    cover = book.pages[0]
    if cover.name != "Cover" or not cover.lines or cover.lines[0] != book.title:
        yield "no cover with the title"
    yield from (f"cover lacks {word}" for word in ON_A_COVER if not any(line.startswith(word) for line in cover.lines))


def contents_link_to_every_sheet(book: Book) -> Iterator[str]:
    contents = next((page for page in book.pages if page.name == "Contents"), None)
    if contents is None:
        yield "no contents"
        return
    links = {re.split(r"'?[.!]", seen.link)[0].strip("'") for seen in contents.cells.values() if seen.link}
    yield from (f"no link to {page.name}" for page in book.pages[2:] if page.name not in links)


def notes_are_explained_on_a_sheet_of_their_own(book: Book) -> Iterator[str]:
    found = next((page for page in book.pages if page.name == "Notes"), None)
    known = {seen.value for (_, column), seen in found.cells.items() if column == 1} if found else set()
    for page in book.pages:
        for seen in page.cells.values():
            used = {*NOTE.findall(seen.value), *(SHORTHAND.findall(seen.value) if seen.value[:1] == "[" else ())}
            yield from (f"{page.name}: {mark} is not explained" for mark in used - known)


def notes_are_written_in_words(book: Book) -> Iterator[str]:
    for page, seen in every(book):
        if seen.raised or RAISED.search(seen.value):
            yield f"{page.name}: a raised sign in “{seen.value[:30]}”"


def one_marked_table_a_sheet(book: Book) -> Iterator[str]:
    yield from (f"{page.name}: {len(page.tables)} tables" for page in book.pages[1:] if len(page.tables) != 1)
    names = [table.name for page in book.pages for table in page.tables]
    yield from (f"table name {name}" for name in names if not NAMED.fullmatch(name) or names.count(name) > 1)


def title_stands_in_the_first_cell_as_a_heading(book: Book) -> Iterator[str]:
    for page in book.pages:
        seen = page.cells.get((1, 1))
        if seen is None or seen.kind != "text" or not seen.heading:
            yield f"{page.name}: A1 is no heading"


def sheet_says_that_it_holds_one_table(book: Book) -> Iterator[str]:
    yield from (
        f"{p.name}: does not say" for p in book.pages[1:] if "This worksheet contains one table." not in p.lines
    )


def table_follows_its_lines_in_the_first_column(book: Book) -> Iterator[str]:
    for page, table in marked(book):
        if table.first[1] != 1 or len(page.lines) != table.first[0] - 1:
            yield f"{page.name}: begins at {table.first} after {len(page.lines)} lines"
        outside = [
            at for at, seen in page.cells.items() if seen.kind != "empty" and at[1] > 1 and not within(at, table)
        ]
        yield from (f"{page.name}: {at} stands beside the table" for at in outside)
        yield from (f"{page.name}: {at} stands below" for at in page.cells if at[0] > table.last[0])


def no_cell_is_merged(book: Book) -> Iterator[str]:
    yield from (page.name for page in book.pages if page.merged)


def no_cell_of_a_table_is_blank(book: Book) -> Iterator[str]:
    for page, table in marked(book):
        for at in places(table):
            if at not in page.cells or not page.cells[at].value.strip():
                yield f"{page.name}: {at} is blank"


def every_column_has_a_heading_of_its_own(book: Book) -> Iterator[str]:
    for page, table in marked(book):
        heads = [
            page.cells[at].value.casefold() for at in places(table) if at[0] == table.first[0] and at in page.cells
        ]
        if len(set(heads)) != table.last[1] or not all(head.strip() for head in heads):
            yield f"{page.name}: {heads}"


def numbers_are_numbers(book: Book) -> Iterator[str]:
    for page, table in marked(book):
        for at in places(table):
            seen = page.cells.get(at)
            if seen and at[0] > table.first[0] and seen.kind == "text" and WRITTEN_NUMBER.fullmatch(seen.value):
                yield f"{page.name}: {at} is text"


def nothing_is_worked_out(book: Book) -> Iterator[str]:
    yield from (f"{page.name}: {seen.value}" for page, seen in every(book) if seen.kind in ("formula", "other"))


def nothing_is_hidden(book: Book) -> Iterator[str]:
    yield from (page.name for page in book.pages if page.hidden)


def words_of_tables_wrap_in_columns_of_given_width(book: Book) -> Iterator[str]:
    for page, table in marked(book):
        yield from (f"{page.name}: {at}" for at in places(table) if at in page.cells and not page.cells[at].wraps)
        if page.widths < table.last[1]:
            yield f"{page.name}: columns without a width"


def no_filter_and_no_frozen_pane(book: Book) -> Iterator[str]:
    yield from (page.name for page, table in marked(book) if table.filtered)
    yield from (page.name for page in book.pages if page.frozen)


def nothing_is_said_by_colour(book: Book) -> Iterator[str]:
    yield from (f"{page.name}: {seen.value[:20]}" for page, seen in every(book) if seen.filled)


def letters_are_plain_and_large(book: Book) -> Iterator[str]:
    for page, seen in every(book):
        if seen.size < 12 or seen.face not in SANS:
            yield f"{page.name}: {seen.size} {seen.face}"


def names_of_sheets_are_short_and_their_own(book: Book) -> Iterator[str]:
    names = [page.name for page in book.pages]
    for name in names:
        if len(name) > 31 or not re.fullmatch(r"\w[\w.-]*", name) or names.count(name) > 1:
            yield name


def file_says_its_title_and_language(book: Book) -> Iterator[str]:
    if not book.title or book.language != "en-GB":
        yield f"{book.title!r} {book.language!r}"


def no_picture_floats_over_cells(book: Book) -> Iterator[str]:
    yield from (page.name for page in book.pages if page.drawn)


RULES: tuple[Rule, ...] = (
    cover_comes_first_and_says_what_it_is,
    contents_link_to_every_sheet,
    notes_are_explained_on_a_sheet_of_their_own,
    notes_are_written_in_words,
    one_marked_table_a_sheet,
    title_stands_in_the_first_cell_as_a_heading,
    sheet_says_that_it_holds_one_table,
    table_follows_its_lines_in_the_first_column,
    no_cell_is_merged,
    no_cell_of_a_table_is_blank,
    every_column_has_a_heading_of_its_own,
    numbers_are_numbers,
    nothing_is_worked_out,
    nothing_is_hidden,
    words_of_tables_wrap_in_columns_of_given_width,
    no_filter_and_no_frozen_pane,
    nothing_is_said_by_colour,
    letters_are_plain_and_large,
    names_of_sheets_are_short_and_their_own,
    file_says_its_title_and_language,
    no_picture_floats_over_cells,
)


def every(book: Book) -> Iterator[tuple[Page, Seen]]:
    for page in book.pages:
        yield from ((page, seen) for seen in page.cells.values() if seen.kind != "empty")


def marked(book: Book) -> Iterator[tuple[Page, Marked]]:
    for page in book.pages:
        yield from ((page, table) for table in page.tables)


def places(table: Marked) -> Iterator[tuple[int, int]]:
    for row in range(table.first[0], table.last[0] + 1):
        yield from ((row, column) for column in range(table.first[1], table.last[1] + 1))


def within(at: tuple[int, int], table: Marked) -> bool:
    return table.first[0] <= at[0] <= table.last[0] and table.first[1] <= at[1] <= table.last[1]
