"""What the machine lacks is no mistake of the user's, so it is exit status 3 and not 2."""

import errno
import sqlite3
import sys
from pathlib import Path

import pytest

from walk.browser.find import Browser, not_starting
from walk.errors import CannotTell, UsageError, is_of_this_machine
from walk.folders import marked
from walk.settings.files import write_json


def of_sqlite(code: int) -> sqlite3.Error:
    """Return an error of SQLite with that code."""
    error = sqlite3.OperationalError("why")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        *(
            (OSError(number, "why"), True)
            for number in (
                errno.ENOSPC,
                errno.EDQUOT,
                errno.EIO,
                errno.EMFILE,
                errno.ENFILE,
                errno.ENOMEM,
            )
        ),
        *((OSError(number, "why"), False) for number in (errno.EACCES, errno.ENOENT)),
        (of_sqlite(sqlite3.SQLITE_FULL), True),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), True),
        (of_sqlite(sqlite3.SQLITE_NOMEM), True),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), False),
        (sqlite3.OperationalError("without a code"), False),
        (ValueError("why"), False),
    ],
    ids=repr,
)
def test_what_the_machine_lacks_is_told_from_a_mistake(error: Exception, *, is_so: bool) -> None:
    assert is_of_this_machine(error) == is_so


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_no_mistake_in_the_name_of_a_file() -> None:
    with pytest.raises(OSError, match="No space left on device"):
        write_json({}, Path("/dev/full"))


def test_a_folder_on_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def execute(self, _: str) -> None:
            raise of_sqlite(sqlite3.SQLITE_FULL)

        def close(self) -> None:
            pass

    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: Full())

    with (
        pytest.raises(CannotTell, match=f"^Nothing can be written in {tmp_path} "),
        marked(tmp_path),
    ):
        pass


@pytest.mark.parametrize(("is_named", "kind"), [(True, UsageError), (False, CannotTell)])
def test_only_a_browser_that_you_named_is_your_mistake(
    kind: type[Exception], *, is_named: bool
) -> None:
    error = not_starting(Browser("chromium", sys.executable, None, "one", is_named), "why")

    assert type(error) is kind
    assert "The browser one does not start (why)" in str(error)
