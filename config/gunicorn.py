"""How the web server runs, in the demonstration and in a deployment alike."""

import gc
import os
from typing import Any

wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
preload_app = True
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
# Longer than a reader's pause between two pages, so that most pages need no new connection.
keepalive = 30
timeout = 60
graceful_timeout = 5
# It would lie outside the data folder, and one for all copies.
control_socket_disable = True
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
forwarded_allow_ips = os.environ.get("PROXY_ADDRESSES", "127.0.0.1")


def when_ready(_server: Any) -> None:
    """What is loaded stays: the collector need not walk it again, and the workers go on sharing its pages."""
    gc.collect()
    gc.freeze()
