"""PostgreSQL and Valkey through every kind of start and end."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import placing
from config.embedded.failures import StartError
from config.embedded.folders import BASE_DIR, LONGEST_SOCKET_PATH, Folders
from config.embedded.processes import is_alive, processes_in, wait_until
from config.embedded.services import Services, addresses, borrowed, take_lock, take_lock_or_refuse

as_root = pytest.mark.skipif(os.getuid() != 0, reason="PostgreSQL changes its user only for root")
HOLD = """
import sys, time
from config.embedded.folders import Folders
from config.embedded.services import Services, take_lock_or_refuse
folders = Folders.named(sys.argv[1])
services = Services(folders, take_lock_or_refuse(folders), print)
services.start()
print(services.database.program.process.pid, services.broker.program.process.pid, flush=True)
time.sleep(60)
"""


def quiet(_text: str) -> None:
    """Nobody listens."""


@contextlib.contextmanager
def running(folders: Folders, say: Callable[[str], None] = quiet, *, durable: bool = False) -> Iterator[Services]:
    lock = take_lock_or_refuse(folders)
    services = Services(folders, lock, say, durable=durable)
    try:
        services.start()
        yield services
    finally:
        services.stop()
        os.close(lock)


def connect(folders: Folders, role: str = "DATABASE_OWNER_URL") -> psycopg.Connection:
    return psycopg.connect(addresses(folders)[role], autocommit=True)


def keep_a_row(folders: Folders) -> None:
    with connect(folders) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 113.3 AS amount")


def kept_row(folders: Folders) -> object:
    with connect(folders) as connection:
        return connection.execute("SELECT amount::text FROM kept").fetchone()


def held_by_another(folders: Folders) -> tuple[subprocess.Popen[str], list[int]]:
    command = [sys.executable, "-c", HOLD, str(folders.data)]
    holder = subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    with holder.stdout:
        return holder, [int(word) for word in holder.stdout.readline().split()]


def test_data_is_kept_from_one_start_to_the_next(folders: Folders) -> None:
    with running(folders):
        keep_a_row(folders)
    with running(folders):
        assert kept_row(folders) == ("113.3",)


def test_owner_may_make_databases_and_extensions_and_the_application_may_not(folders: Folders) -> None:
    with running(folders):
        with connect(folders) as owner:
            owner.execute("CREATE EXTENSION btree_gist")
            owner.execute("CREATE DATABASE another")
        with connect(folders, "DATABASE_URL") as application:
            for refused in ("CREATE DATABASE theirs", "CREATE TABLE theirs (id int)"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    application.execute(refused)


@pytest.mark.parametrize("name", ["with a space", "x" * LONGEST_SOCKET_PATH])
def test_any_path_will_do(open_folder: Path, name: str) -> None:
    folders = Folders.named(open_folder / name)
    with running(folders) as services:
        assert services.database.answers()
        assert services.broker.answers()
        assert not folders.sockets.is_relative_to(folders.data)
    assert not folders.sockets.exists()


def test_sockets_of_another_user_are_refused(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = Folders.named(open_folder / "with a space")
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(StartError, match="belongs to another user"):
        folders.make()
    folders.sockets.rmdir()


def test_killed_server_is_recovered_with_what_was_committed(folders: Folders) -> None:
    with running(folders, durable=True) as services:
        keep_a_row(folders)
        process = services.database.program.process
        assert process
        process.kill()
        process.wait()
        services.database.start()
        assert kept_row(folders) == ("113.3",)


def test_stale_files_that_name_a_living_process_are_seen_through(folders: Folders) -> None:
    with running(folders) as services:
        data = services.database.place.data
    stale = f"{os.getpid()}\n{data}\n0\n5432\n"
    (data / "postmaster.pid").write_text(stale)
    (folders.database_socket / ".s.PGSQL.5432.lock").write_text(stale)
    folders.broker_socket.touch()
    folders.ready.touch()
    with running(folders) as services:
        assert services.database.answers()


def test_half_made_database_is_made_again(folders: Folders) -> None:
    folders.make()
    unfinished = folders.data / "postgres-18.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    with running(folders):
        assert not unfinished.exists()


def test_no_orphan_outlives_a_killed_parent_and_the_next_start_works(folders: Folders) -> None:
    holder, children = held_by_another(folders)
    keep_a_row(folders)
    holder.kill()
    holder.wait()
    with running(folders) as services:
        assert not any(is_alive(pid) for pid in children)
        assert len(processes_in(services.database.place.data, "postgres")) > 1
        assert kept_row(folders) == ("113.3",)


def test_second_copy_on_one_folder_is_refused(folders: Folders) -> None:
    holder, children = held_by_another(folders)
    with pytest.raises(StartError, match=rf"already running on .* \(process {holder.pid}\)"):
        take_lock_or_refuse(folders)
    holder.terminate()
    holder.wait()
    assert wait_until(lambda: not any(is_alive(pid) for pid in children), 10)


def test_command_borrows_what_runs_and_starts_what_does_not(folders: Folders) -> None:
    with borrowed(folders, quiet):
        assert take_lock(folders) is None
        with borrowed(folders, quiet), connect(folders) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not folders.ready.exists()
    lock = take_lock(folders)
    assert lock
    os.close(lock)


def test_queue_that_cannot_be_read_is_set_aside(folders: Folders) -> None:
    with running(folders):
        pass
    for file in folders.valkey.rglob("*.aof*"):
        if file.is_file():
            file.write_bytes(b"*1\r\n$nonsense\r\n" * 50)
    said: list[str] = []
    with running(folders, said.append) as services:
        assert services.broker.answers()
    assert "starts empty" in said[0]


def test_server_that_cannot_start_names_its_log(folders: Folders) -> None:
    with running(folders) as services:
        data = services.database.place.data
    (data / "PG_VERSION").write_text("9")
    with pytest.raises(StartError, match=r"did not start: the last lines of .*database.log"), running(folders):
        pass


def test_folder_that_cannot_be_written_is_said(open_folder: Path) -> None:
    (open_folder / "file").touch()
    with pytest.raises(StartError, match="cannot be written"):
        Folders.named(open_folder / "file" / "data").make()


@as_root
def test_data_goes_where_its_user_may_enter(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "SHARED", open_folder / "shared")
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    folders = Folders.named(closed / "data")
    said: list[str] = []
    for _ in range(2):
        with running(folders, said.append) as services:
            assert services.database.place.data.is_relative_to(open_folder / "shared")
    assert len(list((open_folder / "shared").iterdir())) == 1
    assert "may not enter" in said[0]


@as_root
def test_programs_are_copied_where_their_user_may_enter(
    folders: Folders, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "SHARED", open_folder / "shared")
    wheel = placing.find_programs()
    reach = placing.can_reach
    monkeypatch.setattr(placing, "can_reach", lambda who, path: wheel not in path.parents and reach(who, path))
    with running(folders) as services:
        assert services.database.place.programs.is_relative_to(open_folder / "shared")
        assert services.database.answers()


def test_stopping_is_clean(folders: Folders) -> None:
    with running(folders) as services:
        data = services.database.place.data
    assert not processes_in(data, "postgres")
    assert not (data / "postmaster.pid").exists()
