"""What the request filter pulls in: it is small enough to be read, and so is what it imports."""

import subprocess
import sys

from e2e.walks.run import ROOT

TOO_MUCH = {"faker", "uvicorn", "starlette", "mock_court", "jinja2"}


def imported_by(module: str) -> set[str]:
    """Return the top-level packages that a fresh Python imports for a module."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = ran.stderr.splitlines()
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_the_request_filter_imports_neither_the_mock_court_nor_what_it_is_made_of() -> None:
    assert imported_by("walk.safety.request_filter") & TOO_MUCH == set()


def test_an_import_of_the_mock_court_would_be_seen() -> None:
    assert imported_by("mock_court.embedded") >= TOO_MUCH
