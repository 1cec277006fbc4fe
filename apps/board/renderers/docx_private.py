"""What a Word document holds beside its look is taken out of it, so that no paper carries it to the public.

Kept are styles, numbering, theme, fonts, the page, and what is seen in the headers and footers that are printed.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from apps.board.renderers.docx_fields import only_what_fields_show
from apps.board.renderers.image_words import without_words

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{OFFICE}}}"
OF_THE_LOOK = ("/styles", "/numbering", "/settings", "/theme", "/fontTable", "/header", "/footer")
TAKEN_PARTS = {
    "/comments": "comments", "/custom-properties": "properties of the file", "/customXml": "custom XML",
    "/glossaryDocument": "building blocks", "/footnotes": "footnotes", "/endnotes": "endnotes",
    "/header": "headers that no page shows", "/footer": "footers that no page shows", "/hyperlink": "links",
    "/image": "pictures of its body",
}  # fmt: skip
OF_PACKAGE = {"/custom-properties": "properties of the file", "/extended-properties": "company and program"}
OF_PAGES = {"default": "", "first": " of the first page", "even": " of even pages"}
KEPT_SETTINGS = frozenset({
    "zoom", "mirrorMargins", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "evenAndOddHeaders", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone",
    "doNotHyphenateCaps", "characterSpacingControl", "compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol",
    "listSeparator",
})  # fmt: skip
GONE = {
    "del": "tracked changes", "moveFrom": "tracked changes", "commentRangeStart": "", "commentRangeEnd": "",
    "commentReference": "comments", "annotationRef": "", "proofErr": "", "permStart": "", "permEnd": "",
    "bookmarkStart": "", "bookmarkEnd": "", "moveFromRangeStart": "", "moveFromRangeEnd": "", "moveToRangeStart": "",
    "moveToRangeEnd": "", "footnoteReference": "", "endnoteReference": "", "ffData": "", "printerSettings": "",
    "hlinkClick": "links", "hlinkHover": "links",
}  # fmt: skip
UNWRAPPED = {
    "ins": "tracked changes",
    "moveTo": "tracked changes",
    "smartTag": "",
    "customXml": "",
    "hyperlink": "links",
}


def take_out(document: Any) -> list[str]:
    """Of what kinds something was taken out, in words."""
    found: Counter[str] = Counter()
    _package(document.part.package, found)
    _only_printed_headers(document)
    hidden = _hidden_styles(document.styles.element)
    _clean(document.part, hidden, found)
    for relation in document.part.rels.values():
        if not relation.is_external and hasattr(relation.target_part, "element"):
            _clean(relation.target_part, hidden, found)
    _settings(document.settings.element, found)
    return sorted(kind for kind, count in found.items() if count)


def seen(document: Any) -> list[str]:
    """What every paper shows of the template: the words and pictures of its headers and footers."""
    found = []
    page = document.element.body[-1]
    for reference in [*page.findall(qn("w:headerReference")), *page.findall(qn("w:footerReference"))]:
        root = document.part.rels[reference.get(f"{R}id")].target_part.element
        where = f"{_name(reference).removesuffix('Reference').capitalize()}{OF_PAGES[reference.get(qn('w:type'))]}"
        found += [f"{where}: {text}" for text in dict.fromkeys(_shown(root)) if text]
    return found


def _shown(root: Any) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p")):
        yield " ".join("".join(node.text or " " for node in paragraph.iter(qn("w:t"), qn("w:tab"))).split())
    for node in root.iter():
        if _name(node) == "docPr":
            yield (
                f"a picture or shape, read out as “{node.get('descr')}”" if node.get("descr") else "a picture or shape"
            )
        elif _name(node) == "textpath":
            yield node.get("string", "")


def _clean(part: Any, hidden: set[str], found: Counter[str]) -> None:
    _words(part.element, hidden, found)
    _relations(part, found)


def _package(package: Any, found: Counter[str]) -> None:
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/officeDocument"):
            continue
        if relation.reltype.endswith("/core-properties"):
            author = package.core_properties.author or package.core_properties.last_modified_by
            found.update({"author": 1} if author else {})
        elif not relation.is_external:
            found.update(words for end, words in OF_PACKAGE.items() if relation.reltype.endswith(end))
        package.rels.pop(key)


def _only_printed_headers(document: Any) -> None:
    """Those of first and of even pages only where these are set apart. A picture behind all pages goes."""
    page = document.element.body[-1]
    apart = {"first": page.find(qn("w:titlePg")), "even": document.settings.element.find(qn("w:evenAndOddHeaders"))}
    for reference in [*page.findall(qn("w:headerReference")), *page.findall(qn("w:footerReference"))]:
        kind = reference.get(qn("w:type"))
        if kind not in OF_PAGES or (kind in apart and apart[kind] is None):
            page.remove(reference)
    for background in document.element.findall(qn("w:background")):
        for child in list(background):
            background.remove(child)


def _relations(part: Any, found: Counter[str]) -> None:
    """A part keeps the look and the pictures that its own XML names; what names nothing any more goes too."""
    named = {value for node in part.element.iter() for key, value in node.attrib.items() if key.startswith(R)}
    is_document = part.element.tag == qn("w:document")
    for key, relation in list(part.rels.items()):
        kind = relation.reltype
        whole = is_document and kind.endswith(OF_THE_LOOK) and not kind.endswith(("/header", "/footer"))
        seen = key in named and (kind.endswith(("/header", "/footer")) if is_document else kind.endswith("/image"))
        if not relation.is_external and (whole or seen):
            if kind.endswith("/image"):
                relation.target_part._blob = without_words(relation.target_part.blob)
            continue
        found.update(words for end, words in TAKEN_PARTS.items() if kind.endswith(end))
        part.rels.pop(key)
    for node in list(part.element.iter()):
        for key, value in list(node.attrib.items()):
            if key.startswith(R) and value not in part.rels:
                _drop_what_shows(node, key)


def _drop_what_shows(node: Any, key: str) -> None:
    shown = next((each for each in (node, *node.iterancestors()) if _name(each) in ("drawing", "pict", "object")), None)
    if shown is not None and shown.getparent() is not None:
        shown.getparent().remove(shown)
    else:
        node.attrib.pop(key, None)


def _words(root: Any, hidden: set[str], found: Counter[str]) -> None:
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        node.getparent().remove(node)
    _changes(root, found)
    _hidden(root, hidden, found)
    found["fields"] += only_what_fields_show(root)
    for node in list(root.iter()):
        for key in list(node.attrib):
            if etree.QName(key).localname.startswith("rsid") or _names_a_file(node, key):
                del node.attrib[key]
        if _name(node) in ("rsid", "rsids", "vanish", "webHidden", "specVanish"):
            node.getparent().remove(node)
        elif _name(node) in ("docPr", "cNvPr"):
            node.set("name", "Picture")


def _changes(root: Any, found: Counter[str]) -> None:
    for node in list(root.iter()):
        name = _name(node)
        if node.getparent() is None and node is not root:
            continue
        if name.endswith("PrChange") or name in ("tblGridChange", "numberingChange"):
            found["tracked changes"] += 1
            node.getparent().remove(node)
        elif name in GONE or (name in ("ins", "moveTo") and _name(node.getparent()) in ("rPr", "trPr")):
            _gone(node, name, found)
        elif name in UNWRAPPED:
            found.update([UNWRAPPED[name]] if UNWRAPPED[name] else [])
            _unwrap(node, list(node))
        elif name == "sdt":
            _unwrap(node, [child for inner in node.findall(qn("w:sdtContent")) for child in inner])


def _gone(node: Any, name: str, found: Counter[str]) -> None:
    words = GONE.get(name, "tracked changes")
    found.update([words] if words else [])
    row = node.getparent().getparent() if name == "del" and _name(node.getparent()) == "trPr" else None
    gone = row if row is not None else node
    gone.getparent().remove(gone)


def _unwrap(node: Any, children: list[Any]) -> None:
    for child in children:
        if not _name(child).endswith("Pr"):
            node.addprevious(child)
    node.getparent().remove(node)


def _hidden(root: Any, hidden: set[str], found: Counter[str]) -> None:
    """Words that Word does not show: by their own look, or by that of a style."""
    for run in list(root.iter(qn("w:r"))):
        look = run.find(qn("w:rPr"))
        paragraph = next(run.iterancestors(qn("w:p")), None)
        styles = [] if look is None else look.findall(qn("w:rStyle"))
        if paragraph is not None:
            styles += paragraph.findall(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if _vanishes(look) or any(style.get(qn("w:val")) in hidden for style in styles):
            found["hidden words"] += bool("".join(run.itertext()).strip())
            run.getparent().remove(run)


def _hidden_styles(styles: Any) -> set[str]:
    own = {s.get(qn("w:styleId")): s for s in styles.findall(qn("w:style"))}
    hidden = {key for key, style in own.items() if _vanishes(style.find(qn("w:rPr")))}
    for _ in own:  # a style hides what is based on it
        based = {
            key for key, style in own.items() for b in style.findall(qn("w:basedOn")) if b.get(qn("w:val")) in hidden
        }
        if based <= hidden:
            break
        hidden |= based
    return hidden


def _vanishes(look: Any) -> bool:
    marks = [] if look is None else [m for tag in ("vanish", "specVanish") for m in look.findall(qn(f"w:{tag}"))]
    return any(mark.get(qn("w:val"), "1") not in ("0", "false", "off") for mark in marks)


def _settings(settings: Any, found: Counter[str]) -> None:
    for child in list(settings):
        if child.tag not in {qn(f"w:{name}") for name in KEPT_SETTINGS}:
            found["fields"] += _name(child) in ("docVars", "mailMerge")
            settings.remove(child)


def _names_a_file(node: Any, key: str) -> bool:
    """Names of pictures and shapes, which are often those of a file; what is read out of them is kept."""
    shape = _name(node) in ("docPr", "cNvPr", "shape", "imagedata", "rect", "group")
    return shape and etree.QName(key).localname in ("title", "href", "src")


def _name(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
