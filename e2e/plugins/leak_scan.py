"""No password stays behind: masked in the reports of failing tests, searched for in their files."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from mock_court.rules.people import CmecfAccount, PacerAccount
from mock_court.rules.records import Records
from walk.privacy.clean_trace import write_cleaned
from walk.privacy.distinctive import is_distinctive
from walk.privacy.leak_scan import CannotScan, Leaked, check
from walk.privacy.spellings import Secret, masked

_SHIPPED = "secrets"
"""The name by which a process that runs tests hands its secrets to the one that began it."""


def pytest_configure(config: pytest.Config) -> None:
    """Note every account that any court of this process is given."""
    leak_scan, patch = LeakScan(), pytest.MonkeyPatch()
    add_pacer, add_cmecf = Records.add_pacer, Records.add_cmecf

    def noting_pacer(records: Records, account: PacerAccount) -> None:
        leak_scan.note(f"PACER password of {account.username}", account.password)
        leak_scan.note(f"passcode secret of {account.username}", account.otp_secret)
        add_pacer(records, account)

    def noting_cmecf(records: Records, court: str, account: CmecfAccount) -> None:
        leak_scan.note(f"CM/ECF password of {account.login}", account.password)
        add_cmecf(records, court, account)

    patch.setattr(Records, "add_pacer", noting_pacer)
    patch.setattr(Records, "add_cmecf", noting_cmecf)
    config.add_cleanup(patch.undo)
    config.pluginmanager.register(leak_scan, "leak scan")


class LeakScan:
    """Knows the secrets of the test that runs, and of the tests that left something."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}
        self._left: dict[str, str] = {}
        self._lost = False
        self._message = ""

    def note(self, name: str, secret: str | None) -> None:
        """Note a secret of the test that runs."""
        if secret:
            self._secrets[name] = secret

    def clean(self, trace: Path) -> None:
        """Remove the secrets of the test that runs from its trace, before anybody can see it."""
        write_cleaned(trace, self._secrets, trace)

    def masked(self, text: str) -> str:
        """Return a text without the secrets of the test that runs."""
        return masked(text, self._known_secrets)

    @property
    def _known_secrets(self) -> list[Secret]:
        secrets = self._secrets.items()
        return [Secret(name, value) for name, value in secrets if is_distinctive(value)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Forget the people of the test before."""
        self._secrets = {}

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Mask the secrets in the report of a failed test, after all others added to it."""
        report = yield
        if not report.passed and self._secrets:
            known = self._known_secrets
            report.longrepr = _masked(report.longrepr, known)
            report.sections = _masked(report.sections, known)
        kept = getattr(item, "funcargs", {}).get("output_path")
        if call.when == "teardown" and kept and Path(kept).exists():
            self._left |= self._secrets
        return report

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 xdist has no types
        """Take over the secrets of a process that ran tests; one that crashed sends none."""
        shipped = getattr(node, "workeroutput", {}).get(_SHIPPED)
        self._lost |= shipped is None
        self._left |= shipped or {}

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that leaves a secret behind, or whose files cannot be scanned."""
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
            self._message = str(error)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _known(self, folder: Path) -> dict[str, str]:
        if self._lost:
            raise CannotScan(
                f"A process that ran tests crashed, so nobody knows which secrets {folder} may "
                "hold; delete it."
            )
        return self._left

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was found."""
        if self._message:
            terminalreporter.write_line(self._message)


def _masked(report: Any, known: list[Secret]) -> Any:  # noqa: ANN401 pytest's own
    """Return what pytest reports of a failure with all its texts masked, in its own form.

    As one text it would lose its colors, and junit.xml its messages.
    """
    if isinstance(report, str):
        return masked(report, known)
    if isinstance(report, list | tuple):
        return type(report)(_masked(each, known) for each in report)
    if hasattr(report, "toterminal"):
        for name, value in vars(report).items():
            setattr(report, name, _masked(value, known))
    return report
