"""What is taken out of a trace: secrets, and every cookie that went either way."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from walk.privacy.clean_trace import write_cleaned

VALUE = "Kw7-cookie-value"


def cleaned(
    folder: Path,
    network: object,
    *,
    secrets: dict[str, str] | None = None,
    log: str = "trace.network",
) -> str:
    """Return what is left of a trace whose network log has one entry, and of a page in it."""
    trace, place = folder / "part.zip", folder / "trace-1.zip"
    with ZipFile(trace, "w") as archive:
        archive.writestr(log, json.dumps(network) + "\n")
        archive.writestr("trace.trace", json.dumps({"page": f"said {VALUE} and secret-7-word"}))
    write_cleaned(trace, secrets or {}, place)
    assert sorted(each.name for each in folder.iterdir()) == ["part.zip", "trace-1.zip"]
    with ZipFile(place) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cookie", f"a=1; PacerSession={VALUE}; b=2"),
        ("cookie", f"PacerSession={VALUE}"),
        ("Set-Cookie", f"PacerSession={VALUE}; Path=/; HttpOnly"),
        ("set-cookie", f"PacerSession={VALUE}"),
        ("set-cookie", f"first=1; Path=/\nPacerSession={VALUE}; Path=/"),
        ("Set-Cookie", f"PacerSession= {VALUE} ;Secure"),
    ],
)
@pytest.mark.parametrize("side", ["request", "response"])
def test_a_cookie_is_removed_whether_it_is_sent_or_set(
    tmp_path: Path, side: str, name: str, value: str
) -> None:
    entry = {"snapshot": {side: {"headers": [{"name": name, "value": value}]}}}

    text = cleaned(tmp_path, entry)

    assert VALUE not in text
    assert "said [cookie] and secret-7-word" in text
    assert name in text


@pytest.mark.parametrize("log", ["trace.network", "1-trace.network"])
def test_a_cookie_is_removed_in_whichever_log_of_a_trace_it_is(tmp_path: Path, log: str) -> None:
    header = {"name": "Cookie", "value": f"PacerSession={VALUE}"}

    assert VALUE not in cleaned(tmp_path, {"headers": [header]}, log=log)


@pytest.mark.parametrize(
    "entry",
    [
        {"headers": [{"name": "X-Other", "value": f"a={VALUE}"}]},
        {"headers": [{"name": "Cookie", "value": "a=Path"}]},
        {"headers": [{"name": "Cookie", "value": VALUE}]},
    ],
)
def test_what_is_no_cookie_stays(tmp_path: Path, entry: object) -> None:
    assert f"said {VALUE}" in cleaned(tmp_path, entry)


def test_secrets_are_removed_by_their_names_unless_too_short(tmp_path: Path) -> None:
    secrets = {"PACER password": "secret-7-word", "PIN": "12", "word": "said"}

    text = cleaned(tmp_path, {"12": 12}, secrets=secrets)

    assert "12" in text

    assert f"[word] {VALUE} and [PACER password]" in text
