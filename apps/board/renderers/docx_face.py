"""How broad the letters of a council's template are, beside those of the house's face."""

import re
from typing import Any

from docx.oxml.ns import qn

BROADEST = 1.25  # as the broadest that programs put in the place of a face that they lack
PLAIN = 1.05
PLAIN_FACES = frozenset({
    "aptos", "arial", "calibri", "cambria", "candara", "carlito", "corbel", "franklin gothic book", "garamond",
    "gill sans mt", "helvetica", "lato", "liberation sans", "segoe ui", "source sans 3", "source sans pro", "tahoma",
    "times new roman", "trebuchet ms",
})  # fmt: skip
MINOR = re.compile(rb"<a:minorFont>.*?<a:latin\s[^>]*typeface=\"([^\"]*)\"", re.DOTALL)


def breadth_of(document: Any) -> float:
    """More than 1 where words may take more room than in the house's face; a face that is not known, the most."""
    return PLAIN if _face(document).casefold() in PLAIN_FACES else BROADEST


def _face(document: Any) -> str:
    """Of the words of Normal: its own, else that of the document's defaults, by name or by the theme."""
    styles = document.styles.element
    normal = [s for s in styles.findall(qn("w:style")) if s.get(qn("w:default")) == "1"]
    for place in (*(s for s in normal if s.get(qn("w:type")) == "paragraph"), styles.find(qn("w:docDefaults"))):
        for fonts in () if place is None else place.iter(qn("w:rFonts")):
            if fonts.get(qn("w:asciiTheme")):
                return _of_theme(document)
            if name := fonts.get(qn("w:ascii")):
                return str(name)
    return ""


def _of_theme(document: Any) -> str:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/theme") and (found := MINOR.search(relation.target_part.blob)):
            return found[1].decode("utf-8", "replace")
    return ""
