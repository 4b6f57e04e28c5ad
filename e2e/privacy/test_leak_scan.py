"""The leak scan finds a secret in whatever a run leaves, however it is spelled there."""

import gzip
import html
import io
import json
import os
import shutil
import sqlite3
import struct
import zipfile
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from e2e.walks.run import ROOT, follow
from mock_court.rules.people import People, with_passcode
from walk.privacy.leak_scan import CannotScan, Hit, Leaked, check, scan
from walk.privacy.spellings import Secret, masked

SECRET = "Jo/9 k+Qe?é~Wz&4\"x'L"
SECRETS = {"PACER password": SECRET}
NAME = "PACER password"


def _each(form: str, units: bytes | str) -> str:
    numbers = units if isinstance(units, bytes) else map(ord, units)
    return "".join(form.format(number) for number in numbers)


SPELLINGS: dict[str, bytes] = {
    "plain": SECRET.encode(),
    "other capitals": SECRET.encode().swapcase(),
    "quoted in YAML": SECRET.replace("'", "''").encode(),
    "UTF-16 LE": SECRET.encode("utf-16-le"),
    "UTF-16 BE": SECRET.encode("utf-16-be"),
    "URL": quote(SECRET, safe="").encode(),
    "URL that spares slashes": quote(SECRET).encode(),
    "URL in small letters": quote(SECRET, safe="").lower().encode(),
    "URL as Encode URI does": quote(SECRET, safe=";,/?:@&=+$-_.!~*'()#").encode(),
    "form": quote_plus(SECRET).encode(),
    "percent, capitals": _each("%{:02X}", SECRET.encode()).encode(),
    "percent, small": _each("%{:02x}", SECRET.encode()).encode(),
    "URL in a URL": quote(quote(SECRET, safe=""), safe="").encode(),
    "percent in a URL": _each("%25{:02X}", SECRET.encode()).encode(),
    "HTML by name": html.escape(SECRET).replace("é", "&eacute;").encode(),
    "HTML in HTML": html.escape(html.escape(SECRET)).encode(),
    "HTML by number": _each("&#{};", SECRET).encode(),
    "HTML by number, hex": _each("&#x{:X};", SECRET).encode(),
    "HTML by number, zeros": SECRET.replace("/", "&#0047;").encode(),
    "JSON": json.dumps(SECRET).encode(),
    "JSON, capitals": json.dumps(SECRET).replace("00e9", "00E9").encode(),
    "JSON of PHP": json.dumps(SECRET).replace("/", r"\/").encode(),
    "JSON, all of it": _each(r"\u{:04X}", SECRET).encode(),
    "JSON in JSON": json.dumps(json.dumps(SECRET)).encode(),
    "script": _each(r"\x{:02x}", SECRET.encode()).encode(),
    "hex": SECRET.encode().hex().encode(),
    "hex, capitals": SECRET.encode().hex().upper().encode(),
    **{
        f"base64 at {offset}": b64encode(b"user:"[:offset] + SECRET.encode() + b"!")
        for offset in range(3)
    },
    **{
        f"base64 of URLs at {offset}": urlsafe_b64encode(b"ab"[:offset] + SECRET.encode())
        for offset in range(3)
    },
    "base64 in a URL": quote(b64encode(SECRET.encode()), safe="").encode(),
    "URL in JSON": json.dumps(quote(SECRET, safe='"')).encode(),
    "JSON in HTML": html.escape(json.dumps(SECRET)).encode(),
    "JSON in a URL": quote(json.dumps(SECRET), safe=" /").encode(),
    "HTML in JSON": json.dumps(html.escape(SECRET)).replace("&", r"\u0026").encode(),
    "HTML in a URL": quote(html.escape(SECRET), safe=" /+").encode(),
}


def _zip(content: bytes, name: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("first.txt", "nothing " * 99)
        archive.writestr(name, content)
        archive.writestr("last.txt", "nothing " * 99)
    return packed.getvalue()


def _png(kind: bytes, content: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (kind, content), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def _har(content: bytes) -> bytes:
    entry = '{"log": {"entries": [{"response": {"content": {"text": "'
    return entry.encode() + content + b'"}}}]}}'


def _records(content: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as records:
        records.execute("CREATE TABLE sign_on (host, at)")
        records.execute("INSERT INTO sign_on VALUES (?, 0)", (content,))
        records.commit()
        return records.serialize()


ARTEFACTS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "walk.log": ("", lambda content: b"2026-01-02 typed " + content + b"\n"),
    "crash.txt": ("", lambda content: content),
    "walk.json": ("", lambda content: b'{"schema": 1, "reason": "' + content + b'"}'),
    "junit.xml": (
        "",
        lambda content: b'<testsuite><failure message="' + content + b'"/></testsuite>',
    ),
    "index.html": ("", lambda content: b"<!doctype html><p title='" + content + b"'>"),
    "step-04.yaml": ("", lambda content: b"- textbox 'Password': '" + content + b"'\n"),
    "network.har": ("", _har),
    "trace.zip": ("trace.network", lambda content: _zip(content, "trace.network")),
    "stored.zip": ("a.txt", lambda content: _zip(content, "a.txt", zipfile.ZIP_STORED)),
    "report.zip": (
        "data/trace.zip, trace.network",
        lambda content: _zip(_zip(content, "trace.network"), "data/trace.zip"),
    ),
    "bundle.zip": (
        "data/trace.zip, trace.network",
        lambda content: _zip(_zip(content, "trace.network"), "data/trace.zip", zipfile.ZIP_STORED),
    ),
    "log.gz": ("unpacked", gzip.compress),
    "text.png": ("", lambda content: _png(b"tEXt", b"Comment\0" + content)),
    "packed.png": (
        "PNG text Comment",
        lambda content: _png(b"zTXt", b"Comment\0\0" + zlib.compress(content)),
    ),
    "international.png": (
        "PNG text Comment",
        lambda content: _png(b"iTXt", b"Comment\0\1\0en\0\0" + zlib.compress(content)),
    ),
    "killed.gz": (
        "unpacked",
        lambda content: gzip.compress(content + os.urandom(999).hex().encode())[:-99],
    ),
    "packed otherwise.zip": ("a.txt", lambda content: _zip(content, "a.txt", zipfile.ZIP_LZMA)),
    "sign-ons.sqlite": ("", _records),
    "killed.har": ("", lambda content: _har(content)[:-3]),
}


@pytest.mark.parametrize("file", ARTEFACTS)
def test_a_secret_is_found_in_every_artefact_however_it_is_spelled(
    tmp_path: Path, file: str
) -> None:
    within, wrap = ARTEFACTS[file]
    found = {}

    for spelling, content in SPELLINGS.items():
        (tmp_path / file).write_bytes(wrap(b"<<" + content + b">>"))
        found[spelling] = [
            (hit.file, hit.secret, hit.where.rpartition(", ")[0]) for hit in scan(tmp_path, SECRETS)
        ]

    assert found == {spelling: [(Path(file), NAME, within)] for spelling in SPELLINGS}


@pytest.mark.parametrize("file", ARTEFACTS)
def test_what_is_nearly_the_secret_is_no_hit(tmp_path: Path, file: str) -> None:
    for number, content in enumerate(SPELLINGS.values()):
        (tmp_path / str(number)).mkdir()
        half = content[: len(content) // 2]
        (tmp_path / str(number) / file).write_bytes(ARTEFACTS[file][1](half))

    assert scan(tmp_path, SECRETS) == []


def test_secrets_of_many_people_are_found_in_every_spelling(tmp_path: Path) -> None:
    people = People(7)
    secrets = {str(number): people.attorney().pacer.password for number in range(60)}
    for name, secret in secrets.items():
        spelled = (secret, quote(secret, safe=""), html.escape(secret), json.dumps(secret))
        (tmp_path / name).write_text("\n".join(spelled))

    found = {(str(hit.file), hit.secret) for hit in scan(tmp_path, secrets)}

    assert found == {(name, name) for name in secrets}


def test_a_hit_names_the_place_and_never_the_value(tmp_path: Path) -> None:
    secret = {"CM/ECF password": "tr0ub4dor&3"}
    (tmp_path / "login tr0ub4dor&3.txt").write_text("abc tr0ub4dor&3")
    (tmp_path / "trace.zip").write_bytes(_zip(b"nothing", "for-tr0ub4dor%263.json"))

    with pytest.raises(Leaked) as leaked:
        check(tmp_path, secret)

    login = Path("login [CM/ECF password].txt")
    assert scan(tmp_path, secret) == [
        Hit(login, "CM/ECF password", "the name of the file"),
        Hit(login, "CM/ECF password", "byte 4"),
        Hit(Path("trace.zip"), "CM/ECF password", scan(tmp_path, secret)[2].where),
    ]
    assert str(leaked.value) == (
        f"There are secrets in {tmp_path}: 'CM/ECF password' in login [CM/ECF password].txt, "
        "'CM/ECF password' in trace.zip; delete these files and change what somebody could use."
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the code 493026 was typed", 1),
        ('{"code":"493026"}', 1),
        ("otp%3D493026%26", 1),
        (r"typed:\n493026", 1),
        ("493026", 1),
        ("timestamp 1493026771", 0),
        ("monotonic 493026.118", 0),
        ("a ratio of 0.493026", 0),
        ("id=a493026", 0),
    ],
)
def test_a_short_secret_counts_only_where_it_stands_by_itself(
    tmp_path: Path, text: str, places: int
) -> None:
    (tmp_path / "trace.txt").write_text(text)

    assert len(scan(tmp_path, {"passcode": "493026"})) == places


@pytest.mark.parametrize(
    "secrets",
    [
        {},
        *({"login": word} for word in ("", "abc", "    ", "2026", "0000000", "aaaa")),
    ],
    ids=str,
)
def test_a_scan_for_nothing_is_an_error_and_no_pass(
    tmp_path: Path, secrets: dict[str, str]
) -> None:
    with pytest.raises(CannotScan, match="so a scan would prove nothing"):
        check(tmp_path, secrets)


@pytest.mark.parametrize("secret", ["aB3$", "Smith1", "SMith", "2026-01", "correcthorsebattery"])
def test_what_no_report_has_by_itself_is_looked_for(tmp_path: Path, secret: str) -> None:
    (tmp_path / "a.txt").write_text(f"typed {secret}")

    assert [hit.secret for hit in scan(tmp_path, {"login": "2026", "word": secret})] == ["word"]


@pytest.mark.parametrize("word", ["johndoe", "JPublic", "jdoe", "documentary"])
@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Welcome, {}!", 1),
        ("{}", 1),
        (r'{{"a": "\n{}\n"}}', 1),
        ("?user%3D{}%26", 1),
        ("logged on as \u201c{}\u201d", 1),
        ("by\u00a0{}\u00a0", 1),
        ("text\0{}\0", 1),
        ("{}s", 0),
        ("the{}", 0),
        ("\u00e9{}", 0),
        ("\x80{}\x80", 0),
        ("{}\u00e9", 0),
    ],
)
def test_a_username_of_ordinary_letters_is_found_where_it_stands_by_itself(
    tmp_path: Path, word: str, text: str, places: int
) -> None:
    content = text.format(word.upper()).encode("latin-1" if "\x80" in text else "utf-8")
    (tmp_path / "a.txt").write_bytes(content)

    assert len(scan(tmp_path, {"login": word.lower()})) == places


def test_a_username_of_ordinary_letters_is_found_however_it_is_spelled(tmp_path: Path) -> None:
    name = "johndoe"
    spelled = {
        "plain": name,
        "HTML": _each("&#{};", name),
        "URL": _each("%{:02X}", name.encode()),
        "JSON": _each(r"\u{:04x}", name),
        "hex": name.encode().hex(),
        **{
            f"base64 at {offset}": b64encode(b"ab"[:offset] + name.encode() + b"!").decode()
            for offset in range(3)
        },
    }
    for encoding, text in spelled.items():
        (tmp_path / encoding).write_text(f"<{text}>")
    (tmp_path / "UTF-16").write_bytes(name.encode("utf-16-le"))

    found = {str(hit.file) for hit in scan(tmp_path, {"login": name})}

    assert found == {*spelled, "UTF-16"}


def test_a_secret_is_found_across_the_pieces_in_which_a_big_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walk.privacy.leak_scan._CHUNK", 40_000)
    filler = os.urandom(50_000).hex().encode()
    # The spelling lies across the end of each piece.
    offsets = [at for cut in range(0, 100_000, 10_000) for at in (cut + 1, cut + 9_990)]
    found = []

    for at in offsets:
        content = filler[:at] + b"<aB3$x9_Q&amp;7zz'>" + filler[at:]
        (tmp_path / "a.txt").write_bytes(content)
        (tmp_path / "b.gz").write_bytes(gzip.compress(content, 1))
        found.append([hit.where for hit in scan(tmp_path, {"a": "aB3$x9_Q&7zz'"})])

    assert found == [[f"byte {at + 1}", f"unpacked, byte {at + 1}"] for at in offsets]


def test_links_and_pipes_do_not_stop_a_scan(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "itself").symlink_to("itself")
    (tmp_path / "nowhere").symlink_to("nothing")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").write_text(SECRET)

    assert [str(hit.file) for hit in scan(tmp_path, SECRETS)] == ["b.txt", "outside/a.txt"]


def test_what_cannot_be_read_is_an_error_and_no_pass(tmp_path: Path) -> None:
    # Reading its first byte fails for everybody, root too.
    (tmp_path / "core.dump").symlink_to("/proc/self/mem")

    with pytest.raises(CannotScan, match=r"core\.dump was not scanned, .* \(Input/output error\)"):
        scan(tmp_path, SECRETS)
    with pytest.raises(CannotScan, match=r"none was not scanned, .* \(No such file or directory\)"):
        scan(tmp_path / "none", SECRETS)


def _with_password(content: bytes) -> bytes:
    # The flag is in the header of the first member, and in the list of members.
    content = content[:6] + b"\1" + content[7:]
    listed = content.index(b"PK\1\2") + 8
    return content[:listed] + b"\1" + content[listed + 1 :]


def _with_method(content: bytes, method: int) -> bytes:
    listed = content.index(b"PK\1\2") + 10
    return (
        content[:8] + bytes([method]) + content[9:listed] + bytes([method]) + content[listed + 1 :]
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_with_password, "first.txt cannot be unpacked .*encrypted"),
        (lambda content: _with_method(content, 9), "first.txt cannot be unpacked .*compression"),
        (lambda content: content[:-30], "a zip file in it is damaged or unfinished"),
        (lambda content: content.replace(b"first", b"First", 1), "first.txt is damaged"),
        (lambda content: content + _zip(b"other", "b.txt"), ".*not in its list of members"),
        (lambda content: b"cache entry" + content + bytes(70_000), "a zip file in it is damaged"),
    ],
)
def test_an_archive_that_cannot_be_opened_is_not_scanned_and_no_pass(
    tmp_path: Path, change: Callable[[bytes], bytes], reason: str
) -> None:
    (tmp_path / "trace.zip").write_bytes(change(_zip(b"nothing", "a.txt")))

    with pytest.raises(CannotScan, match=rf"trace\.zip was not scanned, since {reason}"):
        scan(tmp_path, SECRETS)


def test_an_archive_without_end_is_an_error_and_no_pass(tmp_path: Path) -> None:
    content = b"nothing"
    for _ in range(12):
        content = gzip.compress(content)
    (tmp_path / "a.gz").write_bytes(content)

    with pytest.raises(CannotScan, match="archives in archives more than 8 deep"):
        scan(tmp_path, SECRETS)


def test_secrets_are_masked_in_a_text_and_the_rest_stays() -> None:
    text = f"a {SECRET} b {quote(SECRET)} c {json.dumps(SECRET)} é {html.escape(SECRET)} {SECRET}"

    assert masked(text, [Secret("pass", SECRET)]) == (
        'a [pass] b [pass] c "[pass]" é [pass] [pass]'
    )


@pytest.mark.walk
def test_a_real_report_is_clean_until_a_secret_is_planted_in_it(tmp_path: Path) -> None:
    report = tmp_path / "report"
    ran = follow(report, "--from", "3", "--until", "5", evidence=True)
    attorney = with_passcode(ran.court.attorney)
    secrets = {
        "PACER password": attorney.pacer.password,
        "CM/ECF password": attorney.cmecf.password,
        "passcode secret": attorney.pacer.otp_secret or "",
    }
    check(report, secrets)

    planted = report / "step-04.yaml"
    planted.write_text(planted.read_text() + f"- text: '{quote(attorney.pacer.password)}'\n")

    with pytest.raises(Leaked, match=r": 'PACER password' in step-04\.yaml; delete"):
        check(report, secrets)


SUITE = """
import pathlib, pytest
from mock_court.rules.people import People
PASSWORD = "tr0ub4dor&3 Zq"

@pytest.fixture
def left(output_path):
    folder = pathlib.Path(output_path)
    folder.mkdir(parents=True)
    return folder

def enroll():
    from dataclasses import replace
    from mock_court.rules.records import Records
    account = replace(People(3).attorney().pacer, username="jane", password=PASSWORD)
    records = Records()
    records.add_pacer(account)
    records.close()
"""
PLUGINS = ("no:cacheprovider", "xdist", "pytest_playwright.pytest_playwright")
OPTIONS = (
    *(word for name in (*PLUGINS, "e2e.plugins.leak_scan") for word in ("-p", name)),
    "--junitxml=junit.xml",
)


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    # What it does not need would only make the start of its processes slow.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    shutil.copy(ROOT / "playwright.config.json", pytester.path)
    return pytester


def run(suite: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run it in this process; with `-n 1` its tests run in another one."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright collects soft assertions once; the small suite needs its own collection.
        patch.setattr("playwright._impl._assertions._soft_errors", None)
        return suite.runpytest_inprocess(*OPTIONS, *arguments)


def test_a_failing_test_shows_no_password(suite: pytest.Pytester) -> None:
    suite.makepyfile(
        SUITE + "def test_it():\n"
        "    enroll()\n"
        "    print('typed', PASSWORD)\n"
        "    shown = 'textbox: tr0ub4dor%263+Zq'\n"
        "    assert shown == 'x', f'the page shows {PASSWORD}'\n"
    )

    ran = run(suite, "--showlocals")

    report = ran.stdout.str() + (suite.path / "junit.xml").read_text()
    ran.assert_outcomes(failed=1)
    assert "the page shows [PACER password of jane]" in report
    assert "textbox: [PACER password of jane]" in report
    assert [line for line in ran.outlines if line.startswith("typed")] == [
        "typed [PACER password of jane]"
    ]
    assert "tr0ub4dor" not in report


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("wrote", "workers", "message"),
    [
        ("PASSWORD", "1", "There are secrets in test-results: 'PACER password of jane' in "),
        ("'nothing'", "0", None),
        ("PASSWORD", "0", "There are secrets in test-results: 'PACER password of jane' in "),
        ("'nothing'", "1", None),
    ],
)
def test_a_run_that_leaves_a_password_fails(
    suite: pytest.Pytester, wrote: str, workers: str, message: str | None
) -> None:
    suite.makepyfile(
        SUITE + f"def test_it(left):\n    enroll()\n    (left / 'a.txt').write_text({wrote})\n"
    )

    ran = run(suite, "-n", workers)

    ran.assert_outcomes(passed=1)
    assert ran.ret == (pytest.ExitCode.TESTS_FAILED if message else pytest.ExitCode.OK)
    assert [line.startswith(message or "") for line in ran.outlines if "secrets" in line] == (
        [True] if message else []
    )


def test_a_run_whose_secrets_nobody_knows_fails(suite: pytest.Pytester) -> None:
    suite.makepyfile(
        SUITE + "def test_it(left):\n    (left / 'a.txt').write_text('x')\n"
        "def test_crash(left):\n    import os; os._exit(1)\n"
    )

    alone = run(suite, "-n", "0", "-k", "test_it")
    crashed = run(suite, "-n", "1", "-k", "crash")

    assert [alone.ret, crashed.ret] == [pytest.ExitCode.TESTS_FAILED] * 2
    assert "There is no secret to search for in test-results" in alone.stdout.str()
    assert "A process that ran tests crashed, so nobody knows" in crashed.stdout.str()
