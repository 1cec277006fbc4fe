"""PDF/UA-1 by WeasyPrint from the file of its own that ``html`` makes: tagged, titled, in its language, to be printed.

WeasyPrint needs Pango, a library of the system. Where it is missing, ``pdf_offered`` says so and nothing else fails.
"""

import logging
from functools import cache
from typing import Any

from apps.board.calculations.paper.document import Paper
from apps.board.renderers.html import for_pages
from apps.board.renderers.pdf_tags import finish_tags

NOT_OFFERED = "PDF is not offered: this server lacks Pango, which sets its pages. Every other format is."
VARIANT = "pdf/ua-1"
# It tells of every step, and of every rule that is for screens alone.
QUIETER = {"weasyprint": logging.ERROR, "weasyprint.progress": logging.WARNING, "fontTools": logging.WARNING}


class NotOffered(Exception):
    """This server cannot make a PDF; the sentence says why."""


@cache
def pdf_offered() -> str | None:
    """None where PDF can be made; otherwise a sentence that says why not."""
    for name, level in QUIETER.items():
        logging.getLogger(name).setLevel(level)
    try:
        import weasyprint  # noqa: F401 - asked for here alone, since it loads Pango
    except (OSError, ImportError):
        return NOT_OFFERED
    return None


def pdf(paper: Paper) -> bytes:
    """Raises ``NotOffered`` where Pango is missing. The same paper gives the same bytes on the same machine."""
    if reason := pdf_offered():
        raise NotOffered(reason)
    from weasyprint import HTML

    document = HTML(string=for_pages(paper), base_url=None, url_fetcher=_own_data_only())
    made: bytes = document.write_pdf(
        pdf_variant=VARIANT, pdf_identifier=paper.pack_hash[:32].encode(), custom_metadata=False, finisher=finish_tags
    )
    return made


def _own_data_only() -> Any:
    """Nothing is fetched but what the page holds itself: typeface and drawings as ``data:`` addresses."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
