"""How often a test of chance tries: as often as its promise asks with ``THOROUGH=1``, else a fifth of that."""

import os

THOROUGH = os.environ.get("THOROUGH") == "1"


def often(times: int) -> int:
    return times if THOROUGH else max(1, times // 5)
