"""Files that do harm, or that are no table of figures: texts for every kind, workbooks for the wide table."""

import gzip
import io
import zipfile
from collections.abc import Callable, Sequence

from apps.core.charts import Column, Rows
from apps.core.exports import WRITERS, Sheet
from tests.benchmarking.importing.written import AT

MEGA = 1 << 20
BOMB = b"0" * (64 * MEGA)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><l>&i;</l>"
).encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


def texts(header: Sequence[str], row: Sequence[str]) -> dict[str, bytes]:
    """By what is wrong with it, under a genuine header where there is one."""
    head, line = ",".join(header), ",".join('"' + cell + '"' for cell in row)
    good = f"{head}\r\n{line}\r\n"
    wide = [*header, *(f"more {n}" for n in range(200 - len(header) + 1))]
    return {
        "empty": b"",
        "a mark of order alone": b"\xef\xbb\xbf",
        "lines without a word": b"\r\n" * 500,
        "spaces": b" " * 900,
        "header alone": head.encode(),
        "header without names": b"," * 30 + b"\r\n" + b"," * 30,
        "a header of numbers": b"1,2,3\r\n4,5,6\r\n",
        "zeros": b"\x00" * 5_000,
        "a zero in a cell": good.encode().replace(b"\r\n", b"\x00\r\n", 1),
        "an escape": good.encode().replace(b",", b",\x1b[2J", 1),
        "a bell": good.encode() + b"\x07",
        "utf-16 with its mark": good.encode("utf-16"),
        "utf-16 without": good.encode("utf-16-le"),
        "utf-32": good.encode("utf-32"),
        "bytes of no encoding": good.encode() + b"\x81\x8d\xff\r\n",
        "a column twice": f"{head},{header[0]}\r\n{line},1\r\n".encode(),
        "a column in other words twice": f"{head},{header[0].upper()}\r\n{line},1\r\n".encode(),
        "too many columns": (",".join(wide) + "\r\n" + ",".join(["1"] * len(wide))).encode(),
        "a million columns": b"a," * 1_000_000 + b"\r\n" + b"1," * 1_000_000,
        "a row of a million cells": head.encode() + b"\r\n" + b"1," * 1_000_000,
        "a row too long": f"{head}\r\n{line},1\r\n".encode(),
        "a row too short": f"{head}\r\n1\r\n".encode(),
        "a line without end": head.encode() + b"\r\n" + b"9" * (2 * MEGA),
        "a header without end": b"a" * (2 * MEGA),
        "a cell of a megabyte": f'{head}\r\n"'.encode() + b"x" * MEGA + b'"\r\n',
        "a cell of many lines": f'{head}\r\n"'.encode() + b"x\r\n" * 100_000 + b'"\r\n',
        "quotes that never close": f'{head}\r\n"{line}'.encode(),
        "quotes that close early": f'{head}\r\n"a"b,1\r\n'.encode(),
        "quotes in the header": f'"{head}\r\n{line}\r\n'.encode(),
        "a zip file": b"PK\x03\x04" + b"\x00" * 60,
        "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        "a PDF": b"%PDF-1.7\n1 0 obj\n",
        "a web page": b"<!doctype html><title>Sign in</title>",
        "entities": LAUGHS,
        "an entity outside": OUTSIDE,
        "JSON": b'{"rows": []}',
        "a program": b"\x7fELF\x02\x01\x01",
        "another program": b"MZ\x90\x00",
        "compressed": gzip.compress(BOMB[:MEGA]),
        "formulas": f"{head}\r\n{','.join(['=HYPERLINK(1)'] * len(header))}\r\n".encode(),
        "words of SQL": f"{head}\r\n{','.join(['1; DROP TABLE x'] * len(header))}\r\n".encode(),
        "marks of a page": f"{head}\r\n{','.join(['<script>alert(1)</script>'] * len(header))}\r\n".encode(),
        "digits of another script": f"{head}\r\n{','.join(['٣'] * len(header))}\r\n".encode(),
        "half a character": f"{head}\r\n{','.join(['x'] * len(header))}\r\n".encode() + b"\xed\xa0\x80",
        "a pupil's number": f"{head},note\r\n{line},A123456789012\r\n".encode(),
    }


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    return out.getvalue()


def book(kind: str, *rows: Sequence[str]) -> bytes:
    columns = tuple(Column(str(i), text) for i, text in enumerate(rows[0]))
    kept = [dict(zip(map(str, range(len(row))), row, strict=True)) for row in rows[1:]]
    return WRITERS[kind](Sheet.of(("table", Rows("Table", columns, kept))), "https://example.org/", AT)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def workbooks() -> dict[str, tuple[str, bytes]]:
    """Name of the file and its bytes, by what is wrong with it."""
    rows = ("LA code + name", "topup_nmss_independent", "total_hn"), ("839 BCP", "530", "1470")
    sheets = {kind: book(kind, *rows) for kind in ("xlsx", "ods")}
    xlsx, ods = (parts_of(sheets[kind]) for kind in ("xlsx", "ods"))
    first = next(name for name in xlsx if name.startswith("xl/worksheets/"))

    def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
        return packed({**xlsx, first: change(xlsx[first])})

    def with_content(change: Callable[[bytes], bytes]) -> bytes:
        return packed({**ods, "content.xml": change(ods["content.xml"])})

    found = {
        "a bomb in the sheet": with_sheet(lambda s: s.replace(b"</worksheet>", BOMB + b"</worksheet>")),
        "a bomb beside it": packed({**xlsx, "xl/media/image1.png": BOMB}),
        "entities": with_sheet(lambda _: LAUGHS),
        "an entity outside": with_sheet(lambda _: OUTSIDE),
        "macros": packed({**xlsx, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "a way out": packed({**xlsx, "../../../etc/cron.d/x": b"* * * * * root true"}),
        "a way from the root": packed({**xlsx, "/etc/cron.d/x": b"* * * * * root true"}),
        "many parts": packed({**xlsx, **{f"xl/x{n}.xml": b"<x/>" for n in range(5_000)}}),
        "no sheet": packed({name: part for name, part in xlsx.items() if name != first}),
        "no part": packed({}),
        "another's parts": packed({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"}),
        "cut in half": sheets["xlsx"][: len(sheets["xlsx"]) // 2],
        "locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4_000,
        "text under its name": b"la_code,topup_nmss_independent,total_hn\r\n839,1,2",
        "empty": b"",
        "no XML": with_sheet(lambda _: b"\x00\x01\x02"),
        "XML that does not end": with_sheet(lambda s: s[: len(s) // 2]),
        "too large": b"PK\x03\x04" + b"\x00" * (3 * MEGA),
        "a header alone": book("xlsx", rows[0]),
        "another table": book("xlsx", ("a", "b"), ("1", "2")),
        "a formula's text": book("xlsx", rows[0], ("839 BCP", "=1+1", "1470")),
        "a cell of words": book("xlsx", rows[0], ("839 BCP", "many", "1470")),
    }
    named = {f"xlsx: {what}": ("table.xlsx", content) for what, content in found.items()}
    found = {
        "a bomb in the content": with_content(lambda s: s.replace(b"</office:body>", BOMB + b"</office:body>")),
        "cells without end": with_content(
            lambda s: s.replace(b"<table:table-cell", b'<table:table-cell table:number-columns-repeated="999999999"', 1)
        ),
        "rows without end": with_content(
            lambda s: s.replace(b"<table:table-row", b'<table:table-row table:number-rows-repeated="999999999"')
        ),
        "entities": with_content(lambda _: LAUGHS),
        "an entity outside": with_content(lambda _: OUTSIDE),
        "a way out": packed({**ods, "../../x": b"x"}),
        "no content": packed({name: part for name, part in ods.items() if name != "content.xml"}),
        "scripts": packed({**ods, "Basic/Standard/Module1.xml": b"<x/>"}),
        "cut in half": sheets["ods"][: len(sheets["ods"]) // 2],
        "a workbook of the other kind": sheets["xlsx"],
    }
    return {**named, **{f"ods: {what}": ("table.ods", content) for what, content in found.items()}}
