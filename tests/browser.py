"""Chromium for the tests that need a real browser: pages answered from memory under the product's own policy.

Where there is no Chromium these tests are skipped, except in continuous integration, where they fail.
"""

import mimetypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

ADDRESS = "http://product.test"
WIDTHS = (1280, 768, 320)
POLICY = "; ".join(f"{name} {' '.join(to)}" for name, to in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items())
AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
SKIPPED_IN_AXE = "color-contrast-enhanced"  # AAA; the house promises AA
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update")
HTML = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
WATCH = (
    "window.faults=[];addEventListener('securitypolicyviolation',e=>faults.push(e.violatedDirective+' '+e.blockedURI))"
)

OUTSIDE = """[...document.querySelectorAll('.app-chart__drawing')].flatMap(drawing => {
  const box = drawing.getBoundingClientRect();
  return [...drawing.querySelectorAll('svg text')].filter(text => {
    const own = text.getBoundingClientRect();
    return own.width && (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1
      || own.bottom > box.bottom + 1);
  }).map(text => 'cut off in ' + drawing.dataset.chart + ': ' + text.textContent);
})"""

WIDER = """document.documentElement.scrollWidth > innerWidth
  ? ['overflow: ' + document.documentElement.scrollWidth + ' px'] : []"""

UNDRAWN = """[...document.querySelectorAll('[data-chart]')].filter(drawing =>
  !drawing.classList.contains('is-drawn') || Number(drawing.dataset.width) !== drawing.clientWidth
).map(drawing => drawing.dataset.chart)"""

UNSEEN = """(e => { const s = getComputedStyle(e), b = getComputedStyle(document.body);
  return e !== document.body && s.outlineStyle === 'none' && s.boxShadow === 'none'
    && s.backgroundColor === b.backgroundColor ? e.outerHTML.slice(0, 120) : '' })(document.activeElement)"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for each worker. Its loop runs in this thread, which Django must be told is no server's."""
    where = next(filter(None, map(shutil.which, NAMES)), None)
    if where is None:
        # A machine without Chromium still runs the other tests; continuous integration has it.
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("Chromium is needed: apt-get install chromium.")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox", *QUIET])
        yield browser
        connections.close_all()  # under a running loop Django keeps connections of its own
        browser.close()


class Opener:
    """Opens HTML as a page of the product. ``page.said`` keeps what the browser complains of.

    One page with scripts and one without serve a worker's tests in turn: making a window takes longer than showing
    most pages. Each opening is a document of its own, at its own width, on screen; the product keeps nothing in the
    browser that the next could find.
    """

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.pages: dict[bool, Any] = {}

    def __call__(self, html: str, width: int = 1280, scripts: bool = True, path: str = "/", **headers: str) -> Any:
        kept = self.pages.get(scripts)
        page = kept if kept and not kept.is_closed() else self._made(scripts)
        page.served = {"body": html, "headers": {**HTML, **headers}}
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media="screen")
        page.said.clear()
        page.goto(f"{ADDRESS}{path}")
        return page

    def _made(self, scripts: bool) -> Any:
        context = self.browser.new_context(java_script_enabled=scripts)
        page = self.pages[scripts] = context.new_page()
        page.said, page.served = [], {}
        page.on("console", lambda message: message.type == "error" and page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.add_init_script(WATCH)
        page.route("**/*", lambda route: answer(route, page.served))
        return page

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()


def answer(route: Any, served: dict[str, Any]) -> None:
    """The opened page, and static files as they are served; nothing else is there."""
    if route.request.is_navigation_request():
        route.fulfill(**served)
        return
    path = route.request.url.removeprefix(ADDRESS).split("?")[0].removeprefix("/static/")
    found = next((p for root in static_roots() if (p := root / path.lstrip("/")).is_file()), None)
    if found:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=found.read_bytes(), content_type=kind)
    else:
        route.fulfill(status=404)


def static_roots() -> tuple[Path, Path]:
    return Path(settings.STATIC_ROOT), settings.BASE_DIR / "static"


@pytest.fixture(scope="session")
def opened(chromium: Any) -> Iterator[Opener]:
    opener = Opener(chromium)
    yield opener
    opener.close()


def wait_for_charts(page: Any) -> None:
    """Until every chart is drawn, as wide as its place is now."""
    for _ in range(400):  # asked from outside: the policy forbids what Playwright's own waiting evaluates
        if not page.evaluate(UNDRAWN):
            return
        page.wait_for_timeout(25)
    assert page.evaluate(UNDRAWN) == []


def axe_faults(page: Any) -> list[str]:
    """What axe finds with every rule but one, as the rule and the element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options = f"{{resultTypes: ['violations'], rules: {{'{SKIPPED_IN_AXE}': {{enabled: false}}}}}}"
    found = page.evaluate(f"axe.run({options}).then(r => r.violations)")
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def faults_of(page: Any) -> list[str]:
    """What is wrong with a page as it stands: policy, complaints, width, words cut off, and what axe finds."""
    return [*misfits(page), *axe_faults(page)]


def misfits(page: Any) -> list[str]:
    """The same without axe, which takes longest."""
    return [*page.evaluate("faults"), *page.said, *page.evaluate(WIDER), *page.evaluate(OUTSIDE)]


def unseen_stops(page: Any, most: int = 60) -> list[str]:
    """Elements that the keyboard reaches and nothing shows."""
    page.evaluate("document.activeElement.blur()")
    unseen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        if found := page.evaluate(UNSEEN):
            unseen.append(found)
    return unseen


def html_faults(folder: Path, pages: dict[str, str]) -> list[str]:
    """What the HTML validator says of each page, by its name."""
    files = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html)
        files[str(file)] = name
    node = shutil.which("node") or str(next(iter(Path(settings.BASE_DIR).glob(".venv/**/bin/node")), "node"))
    run = subprocess.run(
        [node, "static/src/validate.mjs", *files], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert run.returncode in (0, 1), run.stderr
    lines = run.stdout.splitlines()
    return [line.replace(file, name, 1) for line in lines for file, name in files.items() if line.startswith(file)]
