"""Fields in a header or footer: those that count pages stay, of any other what it shows stays."""

from typing import Any

from docx.oxml.ns import qn

KEPT = ("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TITLE", "STYLEREF")


def only_what_fields_show(root: Any) -> int:
    """How many were turned into plain words: their codes may name files, people, or what lies elsewhere."""
    count = 0
    for simple in list(root.iter(qn("w:fldSimple"))):
        if not _is_kept(simple.get(qn("w:instr"), "")):
            count += 1
            for child in list(simple):
                simple.addprevious(child)
            simple.getparent().remove(simple)
    for nodes in _fields(root):
        if not _is_kept("".join(node.text or "" for node in nodes if node.tag == qn("w:instrText"))):
            count += 1
            for node in nodes:
                node.getparent().remove(node)
    return count


def _fields(root: Any) -> list[list[Any]]:
    """The marks and codes of each field; a field within another is one of its own. One that never ends is one, too."""
    open_, found = [], []
    for node in root.iter(qn("w:fldChar"), qn("w:instrText")):
        kind = node.get(qn("w:fldCharType"))
        if kind == "begin":
            open_.append([node])
        elif open_:
            open_[-1].append(node)
            if kind == "end":
                found.append(open_.pop())
        else:
            found.append([node])
    return found + open_


def _is_kept(code: str) -> bool:
    return code.split()[:1] != [] and code.split()[0].upper() in KEPT
