"""Interstitials that no guide mentions: a walk passes each of them and reports it once."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyotp import TOTP

from e2e.court.rules.clock import Clock
from e2e.walks.run import STEPS, CommandResult, Seed, follow, impatient
from mock_court.embedded import EmbeddedCourt
from walk.follow import interstitials
from walk.guide.reader import GUIDES

pytestmark = pytest.mark.walk

GUIDE = (GUIDES / "wiwb.toml").read_text(encoding="utf-8")
USUAL = 'usual = ["landing page"]'
WARNING = (
    "client code warning: A required Client Code was not entered. You may continue to log in and "
    "perform other activities (e.g., e-file, request filing privileges), but you will not have "
    "PACER search privileges."
)
AFTER_SIGN_ON = {
    "client-code-warning": WARNING,
    "passcode": "passcode: Enter one-time passcode",
    "update-prompt": "update prompt: User Update Required",
    "redaction-agreement": "redaction agreement: Redaction Agreement",
    "notice-page": "notice: Notice",
}
"""What a walk reports of each page after sign-on, in the order in which they come."""
ALL = ("notice-before-sign-on", *AFTER_SIGN_ON)
ALL_REPORTED = [(3, "notice: Notice"), *((5, reported) for reported in AFTER_SIGN_ON.values())]
LANDING = "Passed the landing page, which is usual and not in the guide."


def scenarios(*names: str) -> list[str]:
    """Return the arguments that ask for scenarios."""
    return [word for name in names for word in ("--scenario", name)]


def reported_pages(ran: CommandResult) -> list[tuple[int, str]]:
    """Return step and words of each interstitial, which has to be all that differs."""
    steps = {1: "court website", 3: "sign-on", 5: "menu bar"}
    reported = []
    for step in ran.result["steps"]:
        for drift in step["drifts"]:
            assert (drift["kind"], drift["what"], drift["documented"]) == ("added", "page", None)
            assert drift["screen"] == steps[step["number"]]
            reported.append((step["number"], drift["observed"]))
    differing = {number for number, _ in reported}
    for step in ran.result["steps"]:
        assert (step["verdict"] == "drifted") == (step["number"] in differing)
    return reported


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("scenario", "reported"),
    [
        ("update-prompt-old-title", [(5, "update prompt: PACER Account Disabled")]),
        ("notice-before-sign-on", [(3, "notice: Notice")]),
        *((scenario, [(5, reported)]) for scenario, reported in AFTER_SIGN_ON.items()),
    ],
)
def test_an_interstitial_is_passed_and_reported_where_it_came(
    tmp_path: Path, scenario: str, reported: list[tuple[int, str]]
) -> None:
    ran = follow(tmp_path / "report", *scenarios(scenario), "--from", "3", "--until", "5")

    assert ran.status == 1
    assert reported_pages(ran) == reported
    assert ran.verdicts[5:] == ["not_reached"] * 10
    assert ran.step(reported[0][0])["reason"] is None


class _Totp(TOTP):
    """Makes passcodes by the clock of the court."""

    clock: Clock

    def now(self) -> str:
        """Return the passcode of this half minute."""
        return self.at(self.clock())


@pytest.mark.nightly(
    "below: all pages that are usual; e2e/parts/follow/test_remedies.py: signing on once more"
)
def test_all_of_them_are_reported_once_though_signing_on_again_meets_them_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, waited = Clock(), []

    class Waiting:
        def wait(self, seconds: float) -> None:
            waited.append(seconds)
            clock.advance(seconds=seconds)

    def by_the_clock(own: EmbeddedCourt) -> EmbeddedCourt:
        own.served.court.now = clock
        return own

    monkeypatch.setattr(_Totp, "clock", clock, raising=False)
    monkeypatch.setattr(interstitials, "TOTP", _Totp)
    monkeypatch.setattr(interstitials, "Event", Waiting)

    ran = follow(
        tmp_path / "report",
        *scenarios(*ALL, "menu-until-login"),
        *("--from", "3"),
        seed=by_the_clock,
        profile=True,
    )

    assert ran.status == 1
    assert reported_pages(ran) == ALL_REPORTED
    assert ran.verdicts[5:] == ["as_documented"] * 10
    assert len(ran.court.served.court.records.links()) == 1
    # The court takes a passcode once, and so the second one had to wait for its half minute.
    assert sum(waited) == 60 - 5 - 30


def test_pages_that_the_guide_declares_usual_are_notes(tmp_path: Path) -> None:
    every = [
        "notice",
        *(reported.partition(":")[0] for reported in AFTER_SIGN_ON.values()),
    ]
    names = list(dict.fromkeys(every))
    guide = tmp_path / "guide.toml"
    guide.write_text(GUIDE.replace(USUAL, f"usual = {names}"), encoding="utf-8")

    part = ("--from", "3", "--until", "5")
    ran = follow(tmp_path / "report", guide, *scenarios(*ALL), *part)

    assert (ran.status, reported_pages(ran)) == (0, [])
    assert ran.verdicts[2:6] == [*["as_documented"] * 3, "not_reached"]
    assert [(step["number"], note) for step in ran.result["steps"] for note in step["notes"]] == [
        (3, LANDING.replace("landing page", "notice")),
        *(
            (5, LANDING.replace("landing page", reported.partition(":")[0]))
            for reported in AFTER_SIGN_ON.values()
        ),
    ]


def test_a_landing_page_that_the_guide_does_not_declare_usual_is_reported(tmp_path: Path) -> None:
    guide = tmp_path / "guide.toml"
    guide.write_text(GUIDE.replace(USUAL, ""), encoding="utf-8")

    ran = follow(tmp_path / "report", guide, "--until", "3")

    assert ran.status == 1
    assert reported_pages(ran) == [
        (
            3,
            "landing page: Wisconsin Western Bankruptcy Court is Live on NextGen CM/ECF "
            "as of March 30, 2020.",
        )
    ]
    assert ran.verdicts[:4] == [*["as_documented"] * 2, "drifted", "not_reached"]


def without_secret(own: EmbeddedCourt) -> EmbeddedCourt:
    """Let the attorney of the walk not know what passcodes are made from."""
    pacer = replace(own.attorney.pacer, otp_secret=None)
    return replace(own, attorney=replace(own.attorney, pacer=pacer))


def with_wrong_secret(own: EmbeddedCourt) -> EmbeddedCourt:
    """Let the attorney of the walk make passcodes from something else."""
    pacer = replace(own.attorney.pacer, otp_secret="JBSWY3DPEHPK3PXP" * 2)
    return replace(own, attorney=replace(own.attorney, pacer=pacer))


@pytest.mark.nightly("e2e/safety/test_live.py: a passcode is made from the secret and typed once")
@pytest.mark.parametrize(
    ("seed", "reason", "posts"),
    [
        (
            with_wrong_secret,
            "The court refuses what was entered: 'Invalid one-time passcode'. A passcode is made "
            "from the time; check that this machine's clock is right.",
            2,
        ),
        (
            without_secret,
            "The court asks for a one-time passcode; set PACER_OTP_SECRET to the secret that your "
            "authenticator app has.",
            1,
        ),
    ],
)
def test_a_passcode_that_cannot_be_had_or_is_refused_is_no_difference_and_not_tried_again(
    tmp_path: Path, seed: Seed, reason: str, posts: int
) -> None:
    ran = follow(
        tmp_path / "report",
        *scenarios("passcode"),
        *("--config", impatient(tmp_path), "--from", "3"),
        seed=seed,
    )

    step = ran.step(5)
    assert (ran.status, step["cause"], step["reason"]) == (3, "credentials", reason)
    assert [drift["observed"] for drift in step["drifts"]] == [AFTER_SIGN_ON["passcode"]]
    before = [*["not_reached"] * 2, *["as_documented"] * 2]
    assert ran.verdicts == [*before, "blocked", *["not_reached"] * (STEPS - 5)]
    assert sum(seen.method == "POST" for seen in ran.court.served.seen) == posts
