"""No password stays behind: struck out of what failing tests tell, looked for in what they keep."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mock_court.rules.people import CmecfAccount, PacerAccount
from mock_court.rules.records import Records
from walk.privacy.clean_trace import write_cleaned
from walk.privacy.distinctive import is_distinctive
from walk.privacy.leak_scan import CannotScan, Leaked, check
from walk.privacy.spellings import Spellings, struck_out

_SHIPPED = "secrets"
"""The name by which a process that runs tests hands its secrets to the one that began it."""


def pytest_configure(config: pytest.Config) -> None:
    """Take note of every account that any court of this process is given."""
    canary, patch = Canary(), pytest.MonkeyPatch()
    add_pacer, add_cmecf = Records.add_pacer, Records.add_cmecf

    def noting_pacer(records: Records, account: PacerAccount) -> None:
        canary.note(f"PACER password of {account.username}", account.password)
        canary.note(f"passcode secret of {account.username}", account.otp_secret)
        add_pacer(records, account)

    def noting_cmecf(records: Records, court: str, account: CmecfAccount) -> None:
        canary.note(f"CM/ECF password of {account.login}", account.password)
        add_cmecf(records, court, account)

    patch.setattr(Records, "add_pacer", noting_pacer)
    patch.setattr(Records, "add_cmecf", noting_cmecf)
    config.add_cleanup(patch.undo)
    config.pluginmanager.register(canary, "canary")


class Canary:
    """Knows the secrets of the test that runs, and of the tests that left something."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}
        self._left: dict[str, str] = {}
        self._lost = False
        self._told = ""

    def note(self, name: str, secret: str | None) -> None:
        """Take note of a secret of the test that runs."""
        if secret:
            self._secrets[name] = secret

    def clean(self, trace: Path) -> None:
        """Strike the secrets of the test that runs out of its trace, before anybody can see it."""
        write_cleaned(trace, self._secrets, trace)

    def _spellings(self) -> list[Spellings]:
        telling = {name: each for name, each in self._secrets.items() if is_distinctive(each)}
        return [Spellings(name, secret) for name, secret in telling.items()]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Forget the people of the test before."""
        self._secrets = {}

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Strike the secrets out of what a failed test tells, after all others added to it."""
        report = yield
        if not report.passed and self._secrets:
            strike_out = partial(struck_out, all_spellings=self._spellings())
            report.longrepr = _struck_out(report.longrepr, strike_out)
            report.sections = _struck_out(report.sections, strike_out)
        kept = getattr(item, "funcargs", {}).get("output_path")
        if call.when == "teardown" and kept and Path(kept).exists():
            self._left |= self._secrets
        return report

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 xdist has no types
        """Take over the secrets of a process that ran tests; one that crashed tells none."""
        shipped = getattr(node, "workeroutput", {}).get(_SHIPPED)
        self._lost |= shipped is None
        self._left |= shipped or {}

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that leaves a secret behind, or of which nobody can tell."""
        shipping = getattr(session.config, "workeroutput", None)
        if shipping is not None:
            shipping[_SHIPPED] = self._left
            return
        folder = Path(session.config.option.output)
        if not folder.is_dir() or not any(folder.iterdir()):
            return
        try:
            check(folder, self._known(folder))
        except (CannotScan, Leaked) as error:
            self._told = str(error)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _known(self, folder: Path) -> dict[str, str]:
        if self._lost:
            raise CannotScan(
                f"A process that ran tests crashed, so nobody knows which secrets {folder} may "
                "hold; delete it."
            )
        return self._left

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell what was found."""
        if self._told:
            terminalreporter.write_line(self._told)


def _struck_out(told: Any, strike_out: Callable[[str], str]) -> Any:  # noqa: ANN401 pytest's own
    """Return what pytest tells of a failure with all its texts struck out, in its own form.

    As one text it would lose its colours, and junit.xml its messages.
    """
    if isinstance(told, str):
        return strike_out(told)
    if isinstance(told, list | tuple):
        return type(told)(_struck_out(each, strike_out) for each in told)
    if hasattr(told, "toterminal"):
        for name, value in vars(told).items():
            setattr(told, name, _struck_out(value, strike_out))
    return told
