"""The product's processes for the drill: embedded database and broker, and a worker with beat, on one data folder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bench.start import ROOT
from config.embedded.folders import Folders
from config.embedded.services import Services, addresses, take_lock_or_refuse
from config.embedded.steps import say_aside

RETRY_SECONDS = "3"
NEVER = "86400"


class Stage:
    """``broken`` "lease": a lost worker's lease never runs out, so that nobody takes its run up."""

    def __init__(
        self, folder: Path, *, broken: str = "", draws: int = 300, pause: float = 0.15, lease: int = 2
    ) -> None:
        folder.chmod(0o755)
        folders = Folders.named(folder / "data")
        self.broken = broken
        self.services = Services(folders, take_lock_or_refuse(folders), say_aside, durable=True)
        self.log = folder / "worker.log"
        self.worker: subprocess.Popen[bytes] | None = None
        self.others: list[subprocess.Popen[bytes]] = []
        self.workers = 0
        self.troubles: list[float] = []
        self.environment = {
            **os.environ, **addresses(folders), "DEMONSTRATION": "1", "REMEMBER_READS": "0", "DRAWS": str(draws),
            "RUN_LEASE_SECONDS": NEVER if broken == "lease" else str(lease), "RUN_RETRY_SECONDS": RETRY_SECONDS,
            "RUN_STEP_PAUSE_SECONDS": str(pause), "DJANGO_SETTINGS_MODULE": "config.settings",
        }  # fmt: skip

    def prepare(self) -> None:
        """Services, schema, demonstration; and this process's own Django, with the application's rights."""
        self.services.start()
        owner = {**self.environment, "DATABASE_URL": self.environment["DATABASE_OWNER_URL"]}
        code = "import sys; from config.embedded.prepare import prepare; sys.exit(prepare())"
        asked = [sys.executable, "-c", code]
        subprocess.run(asked, cwd=ROOT, env=owner, check=True, stdout=subprocess.DEVNULL)
        os.environ.update(self.environment)
        import django

        django.setup()

    def start_worker(self) -> None:
        self.workers += 1
        schedule = self.log.with_name(f"beat-{self.workers}")
        with self.log.open("ab") as log:
            self.worker = subprocess.Popen(
                [sys.executable, "-m", "celery", "--app", "config", "worker", "--beat", "--schedule", str(schedule),
                 "--concurrency", "1", "--without-gossip", "--without-mingle"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def start_workers(self, number: int) -> None:
        """Several at once."""
        for _ in range(number):
            if self.worker:
                self.others.append(self.worker)
            self.start_worker()

    def kill_worker(self) -> None:
        for worker in (*self.others, *([self.worker] if self.worker else [])):
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self.worker, self.others = None, []

    def keep_a_worker(self) -> None:
        """As the supervisor does: one that ended by itself is started again."""
        if self.worker is None or self.worker.poll() is not None:
            self.start_worker()

    def restart_broker(self, *, hard: bool) -> None:
        self._restart(self.services.broker, hard=hard, how=signal.SIGKILL)

    def restart_database(self, *, hard: bool) -> None:
        self._restart(self.services.database, hard=hard, how=signal.SIGQUIT)

    def troubled(self) -> None:
        self.troubles.append(time.time())

    def stop(self) -> None:
        self.kill_worker()
        self.services.stop()

    def _restart(self, service: object, *, hard: bool, how: signal.Signals) -> None:
        program = service.program  # type: ignore[attr-defined]  # a database or a broker
        if hard and program.process:
            program.process.send_signal(how)
            program.process.wait(20)
            program.clear()
        else:
            program.stop()
        service.start()  # type: ignore[attr-defined]  # a database or a broker
