"""The addresses that e-mail needs: a deployment without them does not start, and says what to set."""

import os
import subprocess
import sys

import pytest

SHOWN = (
    "import config.settings as s; print(s.SITE_URL, s.EMAIL_BACKEND.split('.')[-2], s.EMAIL_PORT, s.DEFAULT_FROM_EMAIL)"
)
KEYS = {name: name.lower() * 9 for name in ("SECRET_KEY", "CHILD_KEY", "AUDIT_KEY")}
DEPLOYMENT = KEYS | {"ALLOWED_HOSTS": "deficit.example.gov.uk"}
SITE = {"SITE_URL": "https://deficit.example.gov.uk/"}


def loaded(**environment: str) -> subprocess.CompletedProcess[str]:
    """The settings as a new process reads them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", SHOWN], env=kept | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("site", ["", "deficit.example.gov.uk", "http://deficit.example.gov.uk", "https://"])
def test_deployment_without_the_address_of_its_links(site: str):
    answer = loaded(**DEPLOYMENT, SITE_URL=site)
    assert answer.returncode != 0
    assert "links in e-mail need the address that readers type. Set SITE_URL" in answer.stderr


def test_deployment_sends_over_its_mail_server():
    answer = loaded(**DEPLOYMENT, **SITE, EMAIL_USE_TLS="true")
    assert answer.stdout.split(" ", 3) == [
        "https://deficit.example.gov.uk", "smtp", "587", "Deficit Recovery Board <no-reply@deficit.example.gov.uk>\n",
    ]  # fmt: skip


def test_deployment_with_two_kinds_of_tls():
    answer = loaded(**DEPLOYMENT, **SITE, EMAIL_USE_TLS="true", EMAIL_USE_SSL="true")
    assert "EMAIL_USE_TLS and EMAIL_USE_SSL are both on" in answer.stderr


@pytest.mark.parametrize(("port", "site"), [("", "http://localhost:8000"), ("8107", "http://localhost:8107")])
def test_demonstration_writes_mail_to_the_log_with_its_own_address(port: str, site: str):
    assert loaded(DEMONSTRATION="1", PORT=port).stdout.split()[:2] == [site, "console"]


def test_too_few_draws_are_refused():
    answer = loaded(DEMONSTRATION="1", DRAWS="99")
    assert answer.returncode != 0
    assert "DRAWS is 99: percentiles need 100 draws at least." in answer.stderr
    assert loaded(DEMONSTRATION="1", DRAWS="100").returncode == 0
