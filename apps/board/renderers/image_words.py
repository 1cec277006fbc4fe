"""Pictures without the words that cameras and programs write into them: PNG and JPEG, their drawing untouched."""

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
DRAWN = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs")
SCAN, PROFILE = 0xDA, b"ICC_PROFILE"


def without_words(content: bytes) -> bytes:
    if content.startswith(PNG):
        return _png(content)
    return _jpeg(content) if content.startswith(JPEG) else content


def _png(content: bytes) -> bytes:
    """Chunks that draw; what follows the last of them is no picture."""
    kept, at = [PNG], len(PNG)
    while at + 12 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if kind in DRAWN:
            kept.append(content[at : at + 12 + length])
        if kind == b"IEND":
            break
        at += 12 + length
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    """Up to the scan, without comments and applications' own segments other than the size and the colours."""
    kept, at = [JPEG], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != SCAN:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at : at + 2 + length]
        of_program = 0xE1 <= marker <= 0xEF and marker != 0xEE and not segment[4:].startswith(PROFILE)
        if not (of_program or marker == 0xFE):
            kept.append(segment)
        at += 2 + length
    return b"".join(kept) + content[at:]
