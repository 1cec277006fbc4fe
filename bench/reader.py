"""A signed-in reader on one kept connection: what a browser does, without a browser's own time."""

import http.client
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

CSRF_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Reader:
    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.client = http.client.HTTPConnection(self.host, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{self.host}{path}"}
        self.client.request(method, path, body, headers)
        answer = self.client.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, text

    def sign_in(self, name: str, password: str) -> None:
        _, page = self.ask("GET", "/sign-in/")
        found = CSRF_FIELD.search(page)
        if found is None:
            raise SystemExit(f"There is no sign-in form at http://{self.host}/sign-in/.")
        fields = {"username": name, "password": password, "csrfmiddlewaretoken": found[1], "next": ""}
        status, _ = self.ask("POST", "/sign-in/", urlencode(fields))
        if status != 302:
            raise SystemExit(f"Signing in as {name} was refused ({status}).")
