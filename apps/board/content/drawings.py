"""The drawings of a finished paper, put where its pictures stand."""

import base64
from collections.abc import Mapping
from dataclasses import replace

from django.utils.safestring import SafeString

from apps.board.calculations.paper.document import Paper, Picture, Section
from apps.board.calculations.paper.stored import paper_of
from apps.board.models import PaperDrawing, PaperVersion
from apps.board.renderers.html import html
from apps.core.memory import remembered


def finished_paper(version: PaperVersion) -> Paper:
    """As it was finished, with the drawings that are stored."""
    return with_drawings(paper_of(version.content), stored_drawings(version))


def stored_drawings(version: PaperVersion) -> dict[str, PaperDrawing]:
    return {drawing.slug: drawing for drawing in PaperDrawing.objects.filter(version=version)}


def with_drawings(paper: Paper, drawings: Mapping[str, PaperDrawing]) -> Paper:
    def whole(section: Section) -> Section:
        found = tuple(_picture(b, drawings) if isinstance(b, Picture) else b for b in section.blocks)
        return replace(section, blocks=found, sections=tuple(map(whole, section.sections)))

    return replace(paper, sections=tuple(map(whole, paper.sections)), appendices=tuple(map(whole, paper.appendices)))


def _picture(picture: Picture, drawings: Mapping[str, PaperDrawing]) -> Picture:
    if drawing := drawings.get(picture.slug):
        svg, png = (base64.b64encode(bytes(b)).decode() for b in (drawing.svg, drawing.png))
        return replace(picture, svg=svg, png=png, width=drawing.width, height=drawing.height)
    return picture


@remembered
def article_of(version: int, titled: bool) -> SafeString:
    """The finished paper as the part of a page. It never changes, and its drawings come with its files."""
    return html(finished_paper(PaperVersion.objects.get(pk=version)), titled=titled)
