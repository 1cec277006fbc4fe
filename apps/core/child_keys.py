"""Children are known by a keyed hash alone, so that one is counted once and none can be found.

HMAC-SHA256 of the unique pupil number under the key of the environment (``CHILD_KEY``). The number itself is read in
memory and never stored. The key's mark stands in each hash, so that hashes of two keys are never compared.
"""

import hashlib
import hmac
import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")


def normalised(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def is_upn(text: str) -> bool:
    """A unique pupil number with a right check letter (DfE: weights 2 to 13, modulus 23)."""
    if not UPN.fullmatch(text):
        return False
    values = [int(c) if c.isdigit() else LETTERS.index(c) for c in text[1:]]
    return LETTERS[sum(v * w for v, w in zip(values, range(2, 14), strict=True)) % 23] == text[0]


def mark_of(key: str) -> str:
    """Eight hexadecimal digits that tell two keys apart and give neither away."""
    return hmac.new(key.encode(), b"mark", hashlib.sha256).hexdigest()[:8]


def keyed_hash(upn: str, key: str) -> str:
    """``child:<mark>:<hash>``."""
    return f"child:{mark_of(key)}:{hmac.new(key.encode(), upn.encode(), hashlib.sha256).hexdigest()}"
