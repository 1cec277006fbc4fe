"""PostgreSQL as a supervised child: made once, started in a moment, and started again after any kind of end."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Callable

import psycopg
from psycopg import sql

from config.embedded.failures import StartError
from config.embedded.folders import Folders
from config.embedded.placing import Place, choose_place
from config.embedded.processes import Program, as_user, last_line, wait_until
from config.embedded.recovery import end_what_is_left, forget_what_is_stale

DATABASE = "deficit"
OWNER = "deficit_owner"
APPLICATION = "deficit_app"
START_SECONDS = 60

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_min_messages": "warning",
}
# The tests' server is thrown away, so nothing is lost when it does not wait for the disk. Races need
# a hundred connections.
UNSAFE_AND_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "250"}


class Postgres:
    name = "database"

    def __init__(
        self, folders: Folders, say: Callable[[str], None], *, durable: bool = True, lock: int | None = None
    ) -> None:
        self.folders = folders
        self.place: Place = choose_place(folders, say)
        self.durable = durable
        settings = SETTINGS if durable else SETTINGS | UNSAFE_AND_QUICK
        options = [f"--{key}={value}" for key, value in settings.items()]
        self.program = Program(
            name=self.name,
            command=[
                self.place.programs / "postgres",
                "-D",
                self.place.data,
                f"--unix_socket_directories={folders.database_socket}",
                *options,
            ],
            log=folders.logs / "database.log",
            environment=plain_environment(),
            folder=self.place.data,
            account=self.place.account,
            descriptors=() if lock is None else (lock,),
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGINT,
            patience=20,
        )

    def start(self) -> None:
        if not self.place.data.exists():
            initialise(self.place, self.folders, durable=self.durable)
        socket_folder(self.place, self.folders)
        end_what_is_left(self.place.data)
        forget_what_is_stale(self.place.data, self.folders.database_socket)
        self.program.start()
        wait_until(lambda: self.answers() or self.program.ended() is not None, START_SECONDS)
        if self.program.ended() is not None or not self.answers():
            self.program.stop()
            raise StartError(
                f"PostgreSQL did not start: the last lines of {self.program.log} say why. "
                f"They end: {last_line(self.program.log)}"
            )
        with self.connect() as connection:
            make_roles(connection)

    def stop(self) -> None:
        self.program.stop()

    def ended(self) -> int | None:
        return self.program.ended()

    def answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError), self.connect():
            return True
        return False

    def connect(self) -> psycopg.Connection:
        """As the server's superuser, whom only its maker reaches: the socket's folder is private."""
        return psycopg.connect(
            host=str(self.folders.database_socket), port=5432, dbname="postgres", user="postgres", autocommit=True
        )


def plain_environment() -> dict[str, str]:
    """No secret of ours and no ``PG…`` setting of the machine's reaches the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def initialise(place: Place, folders: Folders, *, durable: bool) -> None:
    """Into a folder of another name, renamed when complete: a half-made database is never mistaken for one."""
    unfinished = place.data.with_name(f"{place.data.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if place.account:
        os.chown(unfinished, place.account.uid, place.account.gid)
    # The same order of names on every machine, with letters beyond ASCII understood.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if place.major >= 17 else []
    made = subprocess.run(
        [
            place.programs / "initdb",
            "-D",
            unfinished,
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-instructions",
            *locale,
            *([] if durable else ["--no-sync"]),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=unfinished,
        env=plain_environment(),
        **as_user(place.account),
    )
    log = folders.logs / "database.log"
    with log.open("a") as file:
        file.write(made.stdout + made.stderr)
    if made.returncode != 0:
        raise StartError(f"PostgreSQL could not make its database; {log} says why. It ends: {last_line(log)}")
    unfinished.replace(place.data)


def socket_folder(place: Place, folders: Folders) -> None:
    folder = folders.database_socket
    folder.mkdir(mode=0o700, exist_ok=True)
    if place.account:
        os.chown(folder, place.account.uid, place.account.gid)


def make_roles(connection: psycopg.Connection) -> None:
    """The owner migrates and makes test databases; the application's role only serves."""
    roles = {OWNER: "LOGIN CREATEDB", APPLICATION: "LOGIN"}
    for role, rights in roles.items():
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            connection.execute(sql.SQL(f"CREATE ROLE {{}} {rights}").format(sql.Identifier(role)))
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        names = {"database": sql.Identifier(DATABASE), "owner": sql.Identifier(OWNER)}
        connection.execute(sql.SQL("CREATE DATABASE {database} OWNER {owner}").format(**names))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC").format(**names))
        application = sql.Identifier(APPLICATION)
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {database} TO {app}").format(app=application, **names))
