"""What a reader's browser fetches and draws: bytes to the first view, and the time until the last chart stands."""

import shutil
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, sync_playwright

BUNDLE = "plotly"
# Counts from the navigation's start; the observer is there before the page is.
WATCH = """
window.lastDrawn = 0;
new MutationObserver((changes) => {
  if (changes.some(({ target }) => target.matches?.(".is-drawn, [data-drawn]"))) window.lastDrawn = performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["class", "data-drawn"] });
"""
COUNT = """() => ({
  charts: document.querySelectorAll("[data-chart]").length,
  drawn: document.querySelectorAll("[data-chart].is-drawn, [data-chart][data-drawn]").length,
  last: window.lastDrawn,
})"""


def view(address: str, password: str, paths: dict[str, str]) -> dict[str, dict[str, float]]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is needed to count bytes and to time charts: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        signed_in = browser.new_context()
        sign_in(signed_in.new_page(), address, password)
        cookies = signed_in.cookies()
        results = {}
        for name, path in paths.items():
            # A new reader each time: nothing is in the browser's store.
            context = browser.new_context(viewport={"width": 1280, "height": 10_000})
            context.add_cookies([{**cookie} for cookie in cookies])  # type: ignore[typeddict-item]
            results[name] = first_view(context.new_page(), address.rstrip("/") + path)
            context.close()
        browser.close()
        return results


def sign_in(page: Page, address: str, password: str) -> None:
    page.goto(f"{address.rstrip('/')}/sign-in/")
    page.get_by_label("User name").fill("board")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: urlsplit(url).path != "/sign-in/")


def first_view(page: Page, address: str) -> dict[str, float]:
    bytes_by_address = count_bytes(page.context.new_cdp_session(page))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    counted: dict[str, Any] = {}
    for _ in range(100):
        counted = page.evaluate(COUNT)
        if counted["drawn"] == counted["charts"]:
            break
        page.wait_for_timeout(100)
    bundle = sum(size for url, size in bytes_by_address.items() if BUNDLE in url and url.endswith(".js"))
    return {
        "first_view_kb": round((sum(bytes_by_address.values()) - bundle) / 1024, 1),
        "bundle_kb": round(bundle / 1024, 1),
        "charts": counted["charts"],
        "drawn": counted["drawn"],
        "last_chart_ms": round(counted["last"]),
    }


def count_bytes(session: CDPSession) -> dict[str, int]:
    """As they crossed the wire, compressed and with headers."""
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def sent(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        url = names.get(event["requestId"], "")
        if url.startswith("http"):
            sizes[url] = sizes.get(url, 0) + int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return sizes
