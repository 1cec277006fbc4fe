"""``python -m config.probe web|worker|beat``: one part's health for a container's health check, by exit code.

A container answers for itself alone: the web's is well while it serves, whatever the worker does, or a stopped worker
would have every web container restarted too. The state of the whole is at ``/healthz``.
"""

import http.client
import json
import os
import socket
import sys
import time
from pathlib import Path

PORT = 8000
BEAT_SCHEDULE = Path(os.environ.get("DATA_DIR", ".data")) / "beat-schedule"
# Beat writes its schedule every three minutes.
BEAT_IS_LATE = 15 * 60


def web() -> bool:
    """Whether the web answers and reaches its database."""
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".").replace("*", "localhost")
    client = http.client.HTTPConnection("127.0.0.1", PORT, timeout=4)
    client.request("GET", "/healthz", headers={"Host": name})
    return bool(json.loads(client.getresponse().read())["database"]["ok"])


def worker() -> bool:
    """Whether this very worker answers through the broker."""
    from config.celery import app

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.inspect(destination=[name], timeout=3, limit=1).ping())


def beat() -> bool:
    return any(
        time.time() - path.stat().st_mtime < BEAT_IS_LATE
        for path in BEAT_SCHEDULE.parent.glob(f"{BEAT_SCHEDULE.name}*")
    )


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
