"""The wheel: installed with nothing but what it requires, both commands work from any folder."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from e2e.walks.run import ROOT

PACKAGES = ("mock_court", "pages", "walk")
PROGRAMS = "Scripts" if sys.platform == "win32" else "bin"
SIGN_ON = """
from playwright.sync_api import sync_playwright
from mock_court.embedded import embedded_court
from pages.sign_on import SignOn
from walk.browser.find import find_browser
from walk.settings.config import read_config
from walk.settings.installation import default_config

found = find_browser(read_config(default_config()).project("chromium"), headed=False)
with embedded_court("wiwb", []) as court, sync_playwright() as playwright:
    page = playwright.chromium.launch(executable_path=found.executable).new_page()
    page.goto(f"{court.served.cmecf}cgi-bin/showpage.pl?16")
    form = SignOn(page).enter("Username *", court.attorney.pacer.username)
    form.enter("Password *", court.attorney.pacer.password)
    print(form.log_on("Login").items.all_inner_texts())
"""
"""Uses page objects by themselves, as another project's script would."""


@dataclass(frozen=True)
class Installed:
    """The wheel, and the environment in which it is installed."""

    wheel: Path
    programs: Path

    def run(self, folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in that folder."""
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            [self.programs / program, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel of this checkout in a fresh environment, made without a download."""
    folder = tmp_path_factory.mktemp("wheel")
    python("hatchling", "build", "--target", "wheel", "--directory", str(folder))
    (wheel,) = folder.glob("*.whl")
    place = folder / "environment"
    python("uv", "venv", "--quiet", "--offline", "--python", sys.executable, str(place))
    python(
        *("uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--link-mode", "copy"),
        *("--python", str(place), str(wheel)),
    )
    (packages,) = place.rglob("site-packages")
    (own,) = metadata.distributions(name="court-walk", path=[str(packages)])
    # A link to what is installed here costs no time, and what is only for tests gets none.
    for name in {part for needed in required(own) for part in top_level(needed)}:
        (packages / name.name).symlink_to(name)
    return Installed(wheel, place / PROGRAMS)


def python(*arguments: str) -> None:
    """Run a module in this checkout."""
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=True, timeout=60)


def required(own: metadata.Distribution) -> list[metadata.Distribution]:
    """Return all that a distribution requires, and what that requires."""
    needed: dict[str, metadata.Distribution] = {}
    waiting = [own]
    while waiting:
        for text in waiting.pop().requires or ():
            requirement = Requirement(text)
            is_for_us = not requirement.marker or requirement.marker.evaluate({"extra": ""})
            if is_for_us and requirement.name not in needed:
                needed[requirement.name] = metadata.distribution(requirement.name)
                waiting.append(needed[requirement.name])
    return list(needed.values())


def top_level(distribution: metadata.Distribution) -> Iterator[Path]:
    """Give the files and folders of a distribution that are to be imported."""
    for name in {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}:
        yield Path(str(distribution.locate_file(name)))


def test_the_wheel_holds_every_file_of_the_packages_and_no_test(installed: Installed) -> None:
    files = {
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    shipped = {f"walk/shipped/guides/{file.name}" for file in (ROOT / "guides").glob("*.toml")}
    shipped |= {
        f"walk/shipped/{name}"
        for name in ("playwright.config.json", "playwright.config.schema.json")
    }

    with ZipFile(installed.wheel) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert names == files | shipped


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("court-walk check", "(wiwb): 15 steps, well formed"),
        ("mock-court --list-drifts", "drift:"),
        ("court-walk --version", "court-walk "),
        ("court-walk --help", "usage: court-walk "),
        ("court-walk plan", " 12  walked  ["),
        ("court-walk plan --environment live", " 12  withheld: "),
        ("mock-court --help", "usage: mock-court "),
    ],
)
def test_a_command_works_in_an_empty_folder(
    installed: Installed, tmp_path: Path, command: str, said: str
) -> None:
    ran = installed.run(tmp_path, *command.split())

    assert (ran.returncode, ran.stderr) == (0, "")
    assert said in ran.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.walk
def test_an_installed_walk_leaves_its_report_in_the_current_folder(
    installed: Installed, tmp_path: Path
) -> None:
    # That no file of a later screen is missing: test_the_wheel_holds_every_file_of_the_packages.
    ran = installed.run(tmp_path, "court-walk", "follow", "--until", "5")

    assert (ran.returncode, ran.stderr) == (0, "")
    result = json.loads((tmp_path / "walk-report" / "walk.json").read_text(encoding="utf-8"))
    assert result["outcome"] == "as_documented"
    left = sorted(each.name for each in tmp_path.iterdir())
    assert left == ["walk-history", "walk-report"]


@pytest.mark.walk
def test_page_objects_work_in_a_script_of_another_project(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text(SIGN_ON, encoding="utf-8")

    ran = installed.run(tmp_path, "python", "script.py")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Utilities" in ran.stdout


def test_the_guide_and_the_configuration_of_the_current_folder_go_first(
    installed: Installed, tmp_path: Path
) -> None:
    guide = (ROOT / "guides" / "wiwb.toml").read_text(encoding="utf-8")
    (tmp_path / "guides").mkdir()
    for name in ("wiwb", "mine"):
        changed = guide.replace("\ntitle = ", f'\ntitle = "My own {name}" # ', 1)
        (tmp_path / "guides" / f"{name}.toml").write_text(changed, encoding="utf-8")
    config = {
        "projects": [{"name": "mine", "use": {"browserName": "chromium"}}],
        "environments": {"here": {"kind": "mock"}},
    }
    (tmp_path / "playwright.config.json").write_text(json.dumps(config), encoding="utf-8")

    checked = installed.run(tmp_path, "court-walk", "check", "wiwb")
    assert "My own wiwb (wiwb): " in checked.stdout
    assert installed.run(tmp_path, "court-walk", "check", "txwd").returncode == 0
    unknown = installed.run(tmp_path, "court-walk", "check", "nobody")
    assert "the known ones are cob, mine, txwd, wiwb" in unknown.stderr
    planned = installed.run(tmp_path, "court-walk", "plan")
    assert planned.stderr == ("walk: There is no environment 'mock'; the known ones are here.\n")


def test_a_message_names_the_command_as_it_was_typed(installed: Installed, tmp_path: Path) -> None:
    ran = installed.run(tmp_path, "court-walk", "follow", "--overlay", "none.toml")

    assert ran.returncode == 2
    assert "`court-walk accept RUN`" in ran.stderr
