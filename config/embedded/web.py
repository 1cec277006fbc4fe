"""The parts that run the product's own code: web, worker and beat, and the socket that the web answers on."""

import errno
import http.client
import os
import socket
import sys
from collections.abc import Mapping

from config.embedded.failures import StartError
from config.embedded.folders import Folders
from config.embedded.processes import Program

HOST = "127.0.0.1"


def open_port(port: int) -> socket.socket:
    """Bound here and handed to the web server: the port is ours before the long work begins and while it restarts."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise StartError(
                f"Port {port} is taken by another program: stop that, or choose another, "
                f"as in PORT={port + 1} make run."
            ) from error
        raise StartError(
            f"Port {port} cannot be opened ({error.strerror}): choose one above 1023, as in PORT=8001 make run."
        ) from error
    return listener


def port_from(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise StartError(f"PORT is {text!r}: give a number between 1 and 65535, as in PORT=8001 make run.")


def programs(folders: Folders, environment: Mapping[str, str], listener: int, lock: int) -> list[Program]:
    """Web first: a reader can be served while the worker still starts."""
    python = sys.executable
    gunicorn = [python, "-m", "gunicorn", "--config", "python:config.gunicorn"]
    celery = [python, "-m", "celery", "--app", "config"]
    schedule = folders.data / "beat-schedule"
    named = {
        "web": [*gunicorn, "--bind", f"fd://{listener}", "config.wsgi"],
        "worker": [
            *celery,
            "worker",
            "--loglevel",
            "INFO",
            "--concurrency",
            "2",
            "--without-gossip",
            "--without-mingle",
        ],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile", "", "--schedule", str(schedule)],
    }
    return [
        Program(
            name=name,
            command=command,
            log=folders.logs / f"{name}.log",
            environment={**os.environ, **environment},
            descriptors=(lock, listener) if name == "web" else (lock,),
            patience=8,
        )
        for name, command in named.items()
    ]


def responds(port: int) -> bool:
    """Any answer at all: the pages may be read while the worker still starts."""
    client = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        client.request("GET", "/")
        client.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()
    return True
