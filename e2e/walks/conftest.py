"""Fixtures of the walks: what tests of several modules read and none changes."""

import pytest

from e2e.walks.run import CommandResult, follow


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> CommandResult:
    """One undisturbed walk."""
    return follow(tmp_path_factory.mktemp("plain") / "report", evidence=True)
