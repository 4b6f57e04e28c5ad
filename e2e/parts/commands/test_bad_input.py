"""What you may get wrong: one sentence, the right exit status, and nothing half done."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from e2e.courts.silent import SILENT
from e2e.walks.run import ROOT, follow, impatient, processes, run
from mock_court import __main__ as court_command
from walk import __main__ as walk_command
from walk.guide.reader import GUIDES
from walk.report.folder import report_folder
from walk.settings.config import CONFIG_PATH

CONFIG = ROOT / CONFIG_PATH
GUIDE = (GUIDES / "wiwb.toml").read_text(encoding="utf-8")
STEP_7 = GUIDE[GUIDE.index("[[step]]\nnumber = 7\n") : GUIDE.index("[[step]]\nnumber = 8\n")]
BEFORE_STEPS = GUIDE[: GUIDE.index("[[step]]")]
MENU_STEP = '\n[[step]]\nnumber = 16\naction = "See"\n'


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A place where an earlier report is."""
    place = tmp_path / "reports" / "report"
    place.mkdir(parents=True)
    (place / "walk.json").write_text("earlier", encoding="utf-8")
    return place


def assert_untouched(report: Path) -> None:
    """Check that the earlier report is as it was, and that nothing else is beside it."""
    assert [each.name for each in report.parent.iterdir()] == [report.name]
    assert [each.name for each in report.iterdir()] == ["walk.json"]
    assert (report / "walk.json").read_text(encoding="utf-8") == "earlier"


def assert_one_sentence(error: str, *parts: str) -> None:
    """Check that standard error holds one sentence with all these parts."""
    assert error.startswith("walk: ")
    assert error.endswith(".\n")
    assert error.count("\n") == 1
    assert "Traceback" not in error
    for words in parts:
        assert words in error


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["wiwbb"], "There is no guide 'wiwbb'; the known ones are"),
        (["x" * 300], "There is no guide 'xxx"),
        (["x" * 300 + ".toml"], "There is no guide file 'xxx"),
        (["nowhere.toml"], "There is no guide file 'nowhere.toml'; give an existing one."),
        ([str(GUIDES)], f"There is no guide '{GUIDES}'; the known ones are"),
        (["--environment", "prod"], "There is no environment 'prod'; the known ones are mock, "),
        (["--scenario", "menu-untl-login"], "'menu-untl-login': did you mean menu-until-login?"),
        (["--scenario", "x"], "There is no scenario 'x': the scenarios are menu-until-refresh, "),
        (["--browser", "opera"], "There is no browser 'opera'; the known ones are chromium, "),
        (["--until", "0"], "There is no step 0: the steps are 1 to 15."),
        (["--until", "16"], "There is no step 16: the steps are 1 to 15."),
        (["--until", "-1"], "There is no step -1: the steps are 1 to 15."),
        (
            ["--config", "none.json"],
            "The configuration file none.json cannot be read (No such file",
        ),
        (
            ["--overlay", "none.toml"],
            "The overlay none.toml cannot be read (No such file or directory",
        ),
        (
            ["--permit-link", "a=b"],
            "--permit-link is for a court elsewhere; at the embedded court a walk may link anyway",
        ),
    ],
)
def test_a_wrong_argument_is_named_with_what_would_do(
    report: Path, arguments: list[str], message: str
) -> None:
    ran = follow(report, "--config", CONFIG, *arguments)

    assert (ran.status, ran.output) == (2, "")
    # A question and a list end a sentence too.
    assert_one_sentence(ran.error.replace("?\n", ".\n"), message.replace("?", "."))
    assert_untouched(report)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["follow", "--until", "x"], "argument --until: invalid int value: 'x'"),
        (["follow", "--bogus"], "unrecognized arguments: --bogus"),
        (["follow", "--config"], "argument --config: expected one argument"),
        (["folow"], "invalid choice: 'folow' (choose from"),
        (["guide", "report", "--format", "doc"], "argument --format: invalid choice: 'doc'"),
        ([], "follow a guide, give each step a verdict"),
    ],
)
def test_an_argument_that_cannot_be_understood_is_named(arguments: list[str], message: str) -> None:
    ran = run(*arguments)

    assert (ran.status, ran.output) == (2, "")
    assert message in ran.error


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"projcts": []}, "Unknown key `projcts` in {file}; write `projects`."),
        ({"use": {"headless": 1}}, "`use.headless` in {file} is 1; it should be a valid boolean."),
        (
            {"environments": {"mock": {"kind": "mock", "website": "http://10.0.0.1/"}}},
            "`environments.mock.website` in {file} is 'http://10.0.0.1/'; a mock court is only on",
        ),
    ],
)
def test_a_wrong_configuration_is_named_by_key_and_file(
    tmp_path: Path, report: Path, changes: dict[str, Any], message: str
) -> None:
    file = tmp_path / "config.json"
    file.write_text(json.dumps(json.loads(CONFIG.read_text("utf-8")) | changes), "utf-8")

    ran = follow(report, "--config", file)

    assert ran.status == 2
    assert_one_sentence(ran.error, message.format(file=file))
    assert_untouched(report)


@pytest.mark.parametrize(
    ("guide", "message"),
    [
        ("step = [", "The guide {file} is not TOML: "),
        (b"court = '\xe9'", "The guide {file} is not UTF-8 text; save it as UTF-8."),
        ("", "The key `court` is missing in {file}; add it."),
        (BEFORE_STEPS, "The key `step` is missing in {file}; add it."),
        (
            GUIDE[: GUIDE.index("[[note]]")] + "step = []\n",
            "`step` in {file} is []; it should have at least 1 item",
        ),
        (GUIDE.replace('court = "wiwb"', 'court = "../x"'), '`court` in {file} is "../x"; it'),
        (
            GUIDE.replace(STEP_7, ""),
            "Step 7 is missing before step 8; add it, or",
        ),
        (
            GUIDE.replace(STEP_7, STEP_7 * 2),
            "Two steps have the number 7; number the steps",
        ),
        (
            GUIDE.replace('id = "note-once"', 'id = "12-submit"'),
            "Two statements have the id '12-submit'; give one of them another (in {file}).",
        ),
        (GUIDE + MENU_STEP, "Step 16 is empty; give it a [[step.screen]]"),
        (
            GUIDE.replace('select = "Utilities"', 'hover = "Utilities"'),
            "Unknown key `hover` in step 6, screen 1 of {file}; the keys known there are name, ",
        ),
        (
            GUIDE.replace('select = "Utilities"', 'selct = "Utilities"'),
            "Unknown key `selct` in step 6, screen 1 of {file}; write `select`.",
        ),
        (
            GUIDE.replace('select = "Utilities"', 'select = ""'),
            '`select` in step 6, screen 1 of {file} is ""; it should have at least 1 character.',
        ),
        (
            GUIDE.replace('select = "Utilities"', 'select = "Utilities"\nsubmit = "Go"'),
            "Both select and submit leave the screen 'menu bar' of step 6; make it two screens",
        ),
        (
            GUIDE.replace('name = "verification"', 'name = "verificaton"'),
            "of {file} is \"verificaton\"; it should be 'court website', ",
        ),
        (
            GUIDE.replace('= "PACER username"', '= "PACER user"'),
            "of {file} is \"PACER user\"; it should be 'PACER username', ",
        ),
        (
            GUIDE.replace('acts = ["refresh"]', 'acts = ["reload"]'),
            "of {file} is \"reload\"; it should be 'refresh', ",
        ),
        (
            GUIDE.replace('log_out = "Log Out"\n', ""),
            "A remedy of step 15 logs out and does not say how; add log_out",
        ),
        (
            GUIDE + MENU_STEP + '[[step.screen]]\nname = "menu"\nshows.items = ["Query"]\n',
            "Only the screen 'menu bar' has items, and the screen 'menu' of step 16 lists some",
        ),
        (
            GUIDE + MENU_STEP + '[[step.screen]]\nname = "menu"\ngo_to = "Menu"\n',
            "No address leads straight to the screen 'menu' of step 16; leave out its go_to",
        ),
        (
            GUIDE + MENU_STEP + '[[step.screen]]\nname = "menu"\n'
            'shows.names = { "PACER" = "PACER name" }\n',
            "Only the screen 'verification' shows names, and the screen 'menu' of step 16",
        ),
        (
            GUIDE.replace('go_to = "https://www.wiwb.uscourts.gov"', ""),
            "No step says where to begin; give the first screen of step 1 a go_to",
        ),
        (
            GUIDE.replace('usual = ["landing page"]', 'usual = ["landing"]'),
            "`usual` (item 1) in {file} is \"landing\"; it should be 'landing page', ",
        ),
        (
            GUIDE.replace('usual = ["landing page"]', '[[usual]]\nscreen = "landing page"'),
            '`usual` (item 1) in {file} is {{"screen": "landing page"}}; it should be ',
        ),
        (
            GUIDE.replace('clear = "Clear"', 'clear = ""', 1),
            '`clear` in step 4, screen 1 of {file} is ""; it should have at least 1 character.',
        ),
        (GUIDE.replace("step = 4\n", "step = 44\n"), "A slip names step 44, but the last is 15"),
    ],
)
def test_a_guide_that_cannot_be_followed_is_refused_by_check_and_by_follow(
    tmp_path: Path, report: Path, guide: str | bytes, message: str
) -> None:
    file = tmp_path / "guide.toml"
    file.write_bytes(guide if isinstance(guide, bytes) else guide.encode())

    checked = run("check", file)
    followed = follow(report, "--config", CONFIG, file)

    assert guide not in (GUIDE, GUIDE.encode())
    assert (checked.status, checked.output, followed.status) == (2, "", 2)
    assert checked.error == followed.error
    message = message.format(file=file)
    sentences = checked.error.splitlines()
    assert [each for each in sentences if message in each] != []
    for sentence in sentences:
        assert_one_sentence(f"{sentence}\n", str(file))
    assert_untouched(report)


def test_all_mistakes_of_a_guide_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "guide.toml"
    text = GUIDE.replace('select = "E-Filing (CM/ECF)"', 'click = "E-Filing (CM/ECF)"')
    text = text.replace("shows.links", "show.links").replace('clear = "Clear"', 'clear = ""', 1)
    file.write_text(text.replace('court = "wiwb"\n', ""), encoding="utf-8")

    ran = run("check", file)

    assert ran.status == 2
    assert sorted(ran.error.splitlines()) == sorted(
        [
            f"walk: Unknown key `click` in step 2, screen 1 of {file}; write `select`.",
            f"walk: Unknown key `show` in step 2, screen 1 of {file}; write `shows`.",
            f'walk: `clear` in step 4, screen 1 of {file} is ""; '
            "it should have at least 1 character.",
            f"walk: The key `court` is missing in {file}; add it.",
        ]
    )


@pytest.mark.parametrize(
    ("written", "right"),
    [
        *((word, "select") for word in ("click", "press", "choose", "Click")),
        *((word, "submit") for word in ("send", "button")),
        *((word, "enter") for word in ("type", "fill")),
        *((word, "go_to") for word in ("url", "open", "goto")),
    ],
)
def test_a_word_that_people_write_instead_of_a_key_is_answered_with_the_key(
    tmp_path: Path, written: str, right: str
) -> None:
    file = tmp_path / "guide.toml"
    file.write_text(GUIDE.replace(f"\n{right} = ", f"\n{written} = "), encoding="utf-8")

    ran = run("check", file)

    assert ran.status == 2
    for line in ran.error.splitlines():
        assert line.startswith(f"walk: Unknown key `{written}` in step ")
        assert line.endswith(f"; write `{right}`.")


@pytest.mark.parametrize(
    ("guide", "warning"),
    [
        (
            GUIDE.replace('submit = "Login"\n', ""),
            "Step 4 enters something on the screen 'sign-on', and nothing leaves that screen; "
            "add submit with the words of its button, or select.",
        ),
        (
            GUIDE.replace('go_to = "https://www.wiwb.uscourts.gov"', 'go_to = "https://wiwb.gov"'),
            "The go_to of step 1, 'https://wiwb.gov', is on none of the hosts "
            "www.wiwb.uscourts.gov, pacer.login.uscourts.gov, ecf.wiwb.uscourts.gov; "
            "a walk goes to the address in the configuration.",
        ),
        (
            GUIDE.replace('go_to = "https://www.wiwb.uscourts.gov"', 'go_to = "http://[::1"'),
            "The go_to of step 1, 'http://[::1', is on none of the hosts ",
        ),
    ],
)
def test_what_may_be_wrong_with_a_guide_is_a_warning(
    tmp_path: Path, guide: str, warning: str
) -> None:
    file = tmp_path / "guide.toml"
    file.write_text(guide, encoding="utf-8")

    good = run("check", "--config", CONFIG, "--environment", "live")
    ran = run("check", file, "--config", CONFIG, "--environment", "live")

    assert (ran.status, ran.error) == (0, "")
    (more,) = {*ran.output.splitlines()[:-1]} - {*good.output.splitlines()[:-1]}
    assert more.startswith(f"warning: {warning}")


def test_a_court_that_the_mock_does_not_know_is_named(tmp_path: Path, report: Path) -> None:
    file = tmp_path / "guide.toml"
    file.write_text(GUIDE.replace('court = "wiwb"', 'court = "zzz"'), encoding="utf-8")

    ran = follow(report, "--config", CONFIG, file)

    assert run("check", file).status == 0
    assert ran.status == 2
    assert_one_sentence(ran.error, "There is no court 'zzz': the courts are ")
    assert_untouched(report)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_good_guide_is_checked_with_its_slips_and_contradictions(
    tmp_path: Path, mark: str
) -> None:
    file = tmp_path / "guide.toml"
    file.write_text(mark + GUIDE, encoding="utf-8")

    ran = run("check", file)

    *warnings, last = ran.output.splitlines()
    assert (ran.status, ran.error) == (0, "")
    assert last == "Link Your PACER & CM/ECF Account (wiwb): 15 steps, well formed, 4 warnings."
    assert all(warning.startswith("warning: ") for warning in warnings)
    for words in (
        "prints 'E-Filing (EM/ECF)' and means 'E-Filing (CM/ECF)'.",
        "prints 'Do not long on' and means 'Do not log on'.",
        "prints 'no method to undue' and means 'no method to undo'.",
        "Step 8 has 'Link a CM/ECF Account to my PACER Account' and steps 9, 11, 13 have "
        "'Link a CM/ECF account to my PACER account', which differ in capitals only",
    ):
        assert len([warning for warning in warnings if words in warning]) == 1


def make_file(place: Path) -> None:
    place.write_text("mine", encoding="utf-8")


def make_folder(place: Path) -> None:
    place.mkdir()
    make_file(place / "notes.txt")


def make_report_with_more(place: Path) -> None:
    make_folder(place)
    make_file(place / "walk.json")


def make_false_report(place: Path) -> None:
    (place / "walk.json").mkdir(parents=True)


@pytest.mark.parametrize("make", [make_file, make_folder, make_report_with_more, make_false_report])
def test_a_report_replaces_nothing_but_a_report(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    place = tmp_path / "place"
    make(place)
    before = sorted(tmp_path.rglob("*"))

    ran = follow(place, "--config", CONFIG, "--until", "1")

    assert ran.status == 2
    assert_one_sentence(ran.error, f"{place} is there and is not the report of a walk", "--out")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["file/report", "x" * 300])
def test_a_place_where_no_report_can_be_is_named(tmp_path: Path, name: str) -> None:
    make_file(tmp_path / "file")

    ran = follow(tmp_path / name, "--config", CONFIG, "--until", "1")

    assert ran.status == 2
    assert_one_sentence(ran.error, f"No report can be written at {tmp_path / name} (", "--out")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.walk
def test_a_report_goes_to_any_other_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty", target_is_directory=True)
    monkeypatch.chdir(tmp_path)

    for place in ("new/and nested/report", "new/and nested/report", "./empty", "link"):
        ran = follow(Path(place), "--config", CONFIG, "--until", "1")

        assert (ran.status, ran.error) == (0, "")
        assert f"See {Path(place) / 'index.html'}" in ran.output
        assert len(list(Path(place).iterdir())) == 4
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        *("empty", "link", "new", "walk-history")
    ]
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_report_that_is_broken_off_leaves_the_earlier_one(
    report: Path, error: type[BaseException]
) -> None:
    def broken_off() -> None:
        with report_folder(report) as folder:
            make_file(folder / "index.html")
            raise error

    with pytest.raises(error):
        broken_off()

    assert_untouched(report)


def test_a_report_that_cannot_be_put_in_place_leaves_the_earlier_one(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Path.replace

    def replace(self: Path, there: Path) -> Path:
        if there == report and (self / "index.html").exists():
            raise KeyboardInterrupt
        return moved(self, there)

    monkeypatch.setattr(Path, "replace", replace)

    with pytest.raises(KeyboardInterrupt), report_folder(report) as folder:
        make_file(folder / "index.html")

    assert_untouched(report)


@pytest.mark.skipif(sys.platform == "win32", reason="starts shell scripts as browsers")
@pytest.mark.parametrize("script", ["exit 7", "exec sleep 600"])
def test_a_browser_that_does_not_start_is_named_in_good_time(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE", str(program))
    file = impatient(tmp_path)
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"timeout": 1000}), "utf-8")

    ran = follow(report, "--config", file)

    assert (ran.status, ran.output) == (2, "")
    named = f"The browser {program}, named by"
    assert_one_sentence(ran.error, named, "does not start (", "run `python -m walk browser`.")
    assert_untouched(report)


def test_a_browser_that_is_no_program_is_named(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE", "/no/such/browser")

    ran = follow(report, "--config", CONFIG)

    assert ran.status == 2
    assert_one_sentence(ran.error, "PLAYWRIGHT_CHROMIUM_EXECUTABLE names '/no/such/browser'")
    assert_untouched(report)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--port", "{taken}"], "Port {taken} of 127.0.0.1 is in use: give another port."),
        (["--port", "70000"], "There is no port 70000: give one from 0 to 65535."),
        (["--host", "192.0.2.1"], "192.0.2.1 is not a loopback address: use 127.0.0.1, or give"),
        (["--host", "nowhere.invalid"], "There is no address 'nowhere.invalid' to listen at: use"),
        (["--allow-remote"], "--allow-remote needs a token: give --token or $MOCK_COURT_TOKEN."),
        (["--scenario", "menu-as-pag"], "'menu-as-pag': did you mean menu-as-page?"),
        (["--court", "wiwbk"], "There is no court 'wiwbk': did you mean wiwb?"),
        (["--records", "{folder}"], "The records file {folder} cannot be used ("),
    ],
)
def test_a_mock_court_that_cannot_be_served_says_why(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.delenv("MOCK_COURT_TOKEN", raising=False)
    # Serving takes the signals of the process, which are pytest's here.
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with socket.create_server(("127.0.0.1", 0)) as other:
        places = {"taken": other.getsockname()[1], "folder": tmp_path}

        status = court_command.main([word.format(**places) for word in arguments])

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert message.format(**places) in said.err


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("module", "arguments", "message"),
    [
        (walk_command, ["follow", "wiwbb"], "walk: There is no guide 'wiwbb'"),
        (walk_command, ["follow", "--until", "99"], "walk: There is no step 99"),
        (court_command, ["--port", "99999"], "There is no port 99999"),
        (court_command, ["--port", "x"], "argument --port: invalid int value: 'x'"),
    ],
)
def test_a_program_on_the_command_line_says_the_same(
    module: ModuleType, arguments: list[str], message: str
) -> None:
    name = module.__name__.removesuffix(".__main__")

    ran = subprocess.run(
        [sys.executable, "-m", name, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(message)
    assert ran.stderr.count("\n") == 1


@pytest.mark.sample(2)
@pytest.mark.walk
@pytest.mark.usefixtures("interruptible")
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for browsers in /proc")
@pytest.mark.parametrize(
    ("number", "to_all"),
    [
        (signal.SIGINT, True),
        (signal.SIGTERM, False),
        (signal.SIGINT, False),
        (signal.SIGTERM, True),
        (signal.SIGHUP, True),
    ],
    ids=["Ctrl-C at the keyboard", "SIGTERM", "SIGINT", "SIGTERM to all", "terminal closed"],
)
def test_a_walk_that_is_stopped_leaves_a_report_and_nothing_else(
    tmp_path: Path, report: Path, number: signal.Signals, *, to_all: bool
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    walking = subprocess.Popen(
        [sys.executable, "-m", "e2e.courts.silent", "follow", "--out", report],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with walking:
        assert walking.stdout
        while (line := walking.stdout.readline()) and line.strip() != SILENT:
            pass
        # The court says so when the walk is in the middle.
        assert line
        assert processes(str(temporary))

        (os.killpg if to_all else os.kill)(walking.pid, number)
        _, error = walking.communicate(timeout=30)

    assert (walking.returncode, error) == (
        3,
        "walk: stopped before the end.\n"
        f"walk: What was found until then is in {report / 'index.html'}.\n",
    )
    result = json.loads((report / "walk.json").read_text(encoding="utf-8"))
    ended = ("blocked", "ours", "The walk itself was ended in the middle of this step.")
    by_step = [(step["verdict"], step["cause"], step["reason"]) for step in result["steps"]]
    assert [verdict for verdict, *_ in by_step[:2]] == ["as_documented"] * 2
    assert by_step[2] == ended
    assert {verdict for verdict, *_ in by_step[3:]} == {"not_reached"}
    assert (result["outcome"], result["may_be_linked"]) == ("undetermined", False)
    left = sorted(each.name for each in report.parent.iterdir())
    assert left == [report.name, "walk-history"]
    assert list(temporary.iterdir()) == []
    assert processes(str(temporary)) == []
