"""Zip files from outside: what the directory declares is checked before any entry is opened."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection

from apps.core.sheets_in.grid import SheetRefused

MOST_ELEMENTS, MOST_ELEMENTS_BESIDE = 600_000, 20_000  # in the sheets and their texts; in any other part
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO, RATIO_FROM = 200, 12 * 1024 * 1024, 200, 100 * 1024
ENCRYPTED, STORED, DEFLATED = 0x1, 0, 8
DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# What a damaged part makes zipfile raise: ``ValueError`` where its directory points before the file's start.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
NESTED = (".zip", ".xlsx", ".xlsm", ".ods", ".docx", ".7z", ".rar", ".gz", ".jar")


class Archive:
    """A checked zip. ``read`` unpacks one entry, never more of it than the directory declared."""

    def __init__(self, name: str, content: bytes, most: int = MOST_UNPACKED, ratio: int = MOST_RATIO) -> None:
        self.name = name
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError) as error:
            raise SheetRefused(f"{name} is damaged, or is not what its name says. Save it again.") from error
        entries = self.zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise SheetRefused(f"{name} holds {len(entries):,} parts inside, too many for a document. Save it anew.")
        for entry in entries:
            self._check(entry, ratio)
        if sum(entry.file_size for entry in entries) > most:
            raise SheetRefused(
                f"{name} unpacks to more than {most // 1024 // 1024} MB. Take out what is not needed, or split it."
            )
        self.names: Collection[str] = [entry.filename for entry in entries]
        if len(set(self.names)) != len(entries):
            raise SheetRefused(f"{name} holds two parts of one name. Save it anew from the template.")

    def read(self, part: str) -> bytes:
        try:
            return self.zip.read(part)
        except KeyError:
            raise SheetRefused(f"{self.name} lacks its part {part[:60]}. Save it anew.") from None
        except DAMAGED as error:
            raise SheetRefused(f"{self.name} is damaged. Save it again.") from error

    def size_of(self, part: str) -> int:
        """Bytes once unpacked, as the directory declares."""
        return self.zip.getinfo(part).file_size

    def xml(self, part: str) -> bytes:
        """An XML part in UTF-8 without a document type, so that no entity can grow."""
        content = checked_xml(self.name, self.read(part))
        holds_cells = part.lower().startswith(("xl/worksheets/", "xl/sharedstrings", "content.xml"))
        if content.count(b"<") > (MOST_ELEMENTS if holds_cells else MOST_ELEMENTS_BESIDE):
            raise SheetRefused(f"{self.name} is too intricate to be read. Paste its values into the template.")
        return content

    def _check(self, entry: zipfile.ZipInfo, ratio: int) -> None:
        path = entry.filename
        if path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) or ":" in path or "\\" in path:
            raise SheetRefused(
                f"{self.name} holds a part that points outside itself (“{path[:40]}”). It is not opened."
            )
        if entry.flag_bits & ENCRYPTED:
            raise SheetRefused(f"{self.name} is protected by a password. Save it without one.")
        if entry.compress_type not in (STORED, DEFLATED):
            raise SheetRefused(f"{self.name} is packed in an unusual way. Save it anew from the template.")
        if path.lower().endswith(NESTED):
            raise SheetRefused(f"{self.name} holds another file inside (“{path[-40:]}”). Take it out.")
        if entry.file_size > RATIO_FROM and entry.file_size > ratio * max(entry.compress_size, 1):
            raise SheetRefused(f"{self.name} unpacks to far more than its size. It is not opened: save it anew.")


def checked_xml(name: str, content: bytes) -> bytes:
    if b"\x00" in content[:4096]:
        raise SheetRefused(f"{name} is not written in UTF-8. Save it anew from the template.")
    if (found := ENCODING.search(content[:400])) and found[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise SheetRefused(f"{name} is not written in UTF-8. Save it anew from the template.")
    if DTD.search(content):
        raise SheetRefused(f"{name} holds a document type definition. It is not opened: save it anew.")
    return content
