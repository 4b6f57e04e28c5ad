"""The command `plan` names each site for what would be typed there or loaded from it."""

from pathlib import Path

import pytest

from e2e.walks.live import given
from e2e.walks.run import impatient, run

PERMITTED = {
    "PACER_USERNAME": "someuser",
    "PACER_PASSWORD": "Some-Password-1",
    "CMECF_LOGIN": "somelogin",
    "CMECF_PASSWORD": "Other-Password-2",
    "PERMIT_LINK": "somelogin=Some Name",
}
SITES = {
    "kind": "live",
    "website": "https://www.{court}.uscourts.gov/",
    "signOn": "https://pacer.login.uscourts.gov/",
    "cmecf": "https://ecf.{court}.uscourts.gov/",
    "assets": ["cdn.test", "fonts.test"],
}


def test_a_plan_says_what_is_typed_where_and_what_is_loaded_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It takes seconds to load what reads pictures.
    monkeypatch.setattr("walk.commands.plan.check_installed", lambda: None)
    config = impatient(tmp_path, {"mine": SITES})

    with given(PERMITTED):
        ran = run("plan", "--config", config, "--environment", "mine")

    lines = ran.output.splitlines()
    (hosts,) = (line for line in lines if line.startswith("Hosts: "))
    assert hosts.endswith("; from cdn.test, fonts.test only images, styles, scripts, fonts.")
    assert (
        "Credentials: PACER at https://pacer.login.uscourts.gov/; "
        "CM/ECF at https://ecf.wiwb.uscourts.gov/"
    ) in lines
