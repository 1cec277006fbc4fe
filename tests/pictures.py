"""``python -m tests.pictures``: the README's pictures of the pages, taken of a demonstration made for the purpose.

Each is the upper part of a page, 1280 wide; ``LARGEST`` keeps the repository small.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
PAGES = {
    "overview": "/",
    "deficit": "/deficit/",
    "trajectory": "/deficit/trajectory/",
    "bridge": "/deficit/bridge/",
    "initiatives": "/initiatives/",
    "places": "/places/",
    "benchmarking": "/benchmarking/",
    "claims": "/claims/",
    "decision": "/claims/2/decide/",
    "board": "/board/",
    "published": "/published/2026-01-27-overview-and-scrutiny/",
}
READERS = {"decision": "finance"}
WIDTH, HEIGHT = 1280, 860
LARGEST = 150_000
QUIET = ("--disable-quic", "--disable-background-networking")
NOT_INHERITED = ("DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "SECRET_KEY")


@contextmanager
def demonstration() -> Iterator[str]:
    """A copy of its own, thrown away afterwards; gives its address."""
    data = Path(tempfile.mkdtemp(prefix="deficit-pictures-"))
    data.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    process = subprocess.Popen(
        [sys.executable, "-m", "config.embedded", "run"],
        cwd=ROOT,
        env={**environment, "DATA_DIR": str(data / "copy"), "PORT": str(port)},
        stdout=sys.stderr,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(data, ignore_errors=True)


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The demonstration did not start; its last lines say why.")


def take(address: str) -> dict[str, bytes]:
    from playwright.sync_api import sync_playwright

    where = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if where is None:
        raise SystemExit("Chromium is needed for pictures: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox", *QUIET])
        taken = {}
        for name, path in PAGES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            sign_in(page, address, READERS.get(name, "board"))
            taken[name] = picture(page, f"{address}{path}")
        browser.close()
        return taken


def sign_in(page: Any, address: str, reader: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_label("User name").fill(reader)
    page.get_by_label("Password").fill(os.environ.get("DEMO_PASSWORD") or "demonstration")
    page.get_by_role("button", name="Sign in").click()


def picture(page: Any, address: str) -> bytes:
    """After the first recompute, with the charts in view drawn."""
    for _ in range(60):
        page.goto(address, wait_until="networkidle")
        if not page.locator(".app-progress").count():
            break
        page.wait_for_timeout(500)
    for _ in range(100):
        if page.locator("[data-chart]").count() == page.locator("[data-chart].is-drawn").count():
            break
        page.wait_for_timeout(100)
    return bytes(page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}))


def main() -> int:
    with demonstration() as address:
        taken = take(address)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, body in taken.items():
        file = PICTURES / f"{name}.png"
        file.write_bytes(body)
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")
    return 1 if any((PICTURES / f"{name}.png").stat().st_size > LARGEST for name in taken) else 0


if __name__ == "__main__":
    sys.exit(main())
