"""Zip files whose bytes depend on what stands in them alone: the same day in every entry, the same order."""

import io
import zipfile
from collections.abc import Callable, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
Change = Callable[[bytes], bytes]


def written(files: Mapping[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """``stored`` are left unpacked, as OpenDocument asks of its first entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = READABLE
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def again(content: bytes, changes: Mapping[str, Change | None], stored: tuple[str, ...] = ()) -> bytes:
    """The same file without the clock, with some entries changed, or left out where the change is None."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if changes.get(name, _same) is not None}
    for name, change in changes.items():
        if change and name in kept:
            kept[name] = change(kept[name])
    return written(kept, stored)


def _same(content: bytes) -> bytes:
    return content
