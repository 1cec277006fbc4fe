"""The lists of a quarter's page, twenty-five at a time: each has its page in the address, a file holds all of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from apps.initiatives.presenters.words import count

PER_PAGE, EVERYTHING = 25, 1_000_000
Pages = dict[str, Page]


def page_of(asked: Mapping[str, str], name: str, items: Sequence[Any] | QuerySet[Any]) -> Page:
    """``asked`` is the address's query; where it asks for a file, the page holds everything."""
    pages = Paginator(items, EVERYTHING if "_export" in asked else PER_PAGE)
    return pages.get_page(asked.get(parameter(name), "1"))


def parameter(name: str) -> str:
    return f"{name}_page"


def shown(pages: Pages) -> dict[str, str]:
    """``512 rows, showing 1 to 25``, of each list that does not fit on one page."""
    return {
        name: f"{count(page.paginator.count, 'row')}, showing {page.start_index()} to {page.end_index()}"
        for name, page in pages.items()
        if page.paginator.num_pages > 1
    }
