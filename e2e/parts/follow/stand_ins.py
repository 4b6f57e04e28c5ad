"""What stands in for a court, a browser and its requests where one module is tested."""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from pages.reading.page_elements import PageElement
from walk.browser.answers.script_answers import ScriptAnswer
from walk.browser.network import Arrived
from walk.browser.session import BrowserSession
from walk.follow.ledger.entry import StepEntry
from walk.follow.ledger.ledger import StepLedger
from walk.follow.setup import WalkSetup
from walk.guide.model import Guide, GuideScreen, Step
from walk.guide.overlay import Accepted
from walk.privacy.masks import Masks
from walk.recordings.recording import Recording
from walk.report.evidence import Evidence
from walk.results import Drift, StepResult, WalkResult
from walk.safety.policy import Policy
from walk.safety.target import Target
from walk.settings.config import Environment
from walk.settings.sites import Addresses

SITES = Addresses("https://www.a.test/", "https://pacer.b.test/", "https://ecf.a.test/")


@dataclass
class Requests:
    """What a browser's tabs asked for, as far as a test says."""

    arrived: Arrived = field(default_factory=lambda: Arrived("https://www.a.test/", status=200))
    page: Arrived | None = None
    """The page that is still awaited."""
    open: Arrived | None = None
    """Whatever is still awaited."""
    failed: Arrived | None = None
    """The request of a script that failed."""
    parts: Sequence[Arrived] = ()
    begun: bool = False
    answers: Sequence[ScriptAnswer] = ()
    """What scripts got."""
    pages: dict[object, list[str]] = field(default_factory=dict)
    """The addresses of the pages that each tab has asked for."""

    def how_arrived(self, _: object) -> Arrived:
        """Return how the page came."""
        return self.arrived

    def awaited_page(self, _: object) -> Arrived | None:
        """Return the page that is awaited."""
        return self.page

    def awaited(self, _: object) -> Arrived | None:
        """Return what is awaited."""
        return self.open

    def unanswered(self, _: object) -> Arrived | None:
        """Return what failed."""
        return self.failed

    def missing_parts(self, _: object) -> Sequence[Arrived]:
        """Return scripts and style sheets that did not come."""
        return self.parts

    def asked_pages(self, page: object) -> list[str]:
        """Return the pages that a tab has asked for."""
        return self.pages.get(page, [])

    def script_answers(self, _: object) -> Sequence[ScriptAnswer]:
        """Return what scripts got."""
        return self.answers

    def has_begun(self, *_: object) -> bool:
        """Say whether the awaited page is shown already."""
        return self.begun


def session(
    requests: Requests | None = None,
    *,
    responds: bool = True,
    is_busy: bool = False,
    refusal: str | None = None,
    refuses_own_page: bool = False,
    refused_script: str | None = None,
    refused_sign_on: str | None = None,
) -> BrowserSession:
    """Return as much of a browser as explains why a walk stops."""
    stand_in = SimpleNamespace(
        network=requests or Requests(),
        responds=lambda _: responds,
        is_busy=is_busy,
        request_filter=SimpleNamespace(
            refusal=lambda: refusal,
            refuses_own_page=lambda: refuses_own_page,
            refused_script=lambda: refused_script,
            refused_sign_on=lambda: refused_sign_on,
        ),
    )
    return cast("BrowserSession", stand_in)


def target(
    policy: Policy | None = None, failures: Sequence[Exception] = (), addresses: Addresses = SITES
) -> Target:
    """Return a court of three addresses."""
    given = policy or Policy("near", is_own_court=True)
    return Target(Environment("live", name="near"), addresses, given, lambda: failures)


def guide(*screens: GuideScreen, **more: Any) -> Guide:  # noqa: ANN401 whatever a guide has
    """Return a guide of one screen in each step."""
    steps = tuple(Step(at, f"Step {at}", screen=(each,)) for at, each in enumerate(screens, 1))
    return Guide("wiwb", "A guide", "http://source.test/", steps, **more)


def setup(
    folder: Path,
    own: Guide,
    *,
    recording: Sequence[PageElement] = (),
    **more: Any,  # noqa: ANN401 as above
) -> WalkSetup:
    """Return what a walk is given; a recording has this page at step 1."""
    recorded = Recording(folder, "wiwb", {1: recording}) if recording else None
    given = {"target": target(), "accepted": Accepted(), "evidence": Evidence(folder, Masks())}
    return WalkSetup(own, recording=recorded, **{**given, **more})


def result(number: int = 1, **more: Any) -> StepResult:  # noqa: ANN401 as above
    """Return the result of a step."""
    return StepResult(number, f"Step {number}", **more)


def entry(number: int = 1, drifts: Sequence[Drift] = (), *, is_done: bool = False) -> StepEntry:
    """Return what was found out at a step."""
    made = StepEntry(number, f"Step {number}")
    made.tell_all(drifts)
    if is_done:
        made.finish()
    return made


def ledger(*entries: StepEntry) -> StepLedger:
    """Return a ledger of these entries."""
    return StepLedger(entries, lambda result: result)


def walked(
    *steps: StepResult, kind: str = "live", may_be_linked: bool = False, is_strict: bool = False
) -> WalkResult:
    """Return the result of a walk of these steps."""
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    names = ("wiwb", "A guide", "near", kind, "https://www.a.test/", "chromium", "1")
    return WalkResult(*names, now, 1.0, steps, may_be_linked, is_strict=is_strict)


@contextmanager
def nothing(*_: object) -> Any:  # noqa: ANN401 a context of nothing
    """Do nothing around a block."""
    yield
