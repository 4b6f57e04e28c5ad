"""Named misbehaviours of the court: a scenario is one entry in the table of this file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

MenuTurnsFull = Literal["at once", "after a refresh", "after a new login", "after clearing"]


@dataclass(frozen=True)
class Behaviour:
    """How the court behaves where courts differ; the defaults are the court of the guide."""

    menu_turns_full: MenuTurnsFull = "at once"
    menu_is_drop_down: bool = True
    landing_page: bool = True
    new_tab: bool = True
    shared_accounts_may_link: bool = True
    answers_post_by_redirect: bool = True
    next_gen: bool = True
    sign_on_bounces: bool = False


@dataclass(frozen=True)
class Scenario:
    """A named change of the court's behaviour, with what a reader of the guide would see of it."""

    name: str
    reader_sees: str
    changes: Mapping[str, Any]


class UnknownScenario(ValueError):
    """No scenario has the name that was asked for."""


def _scenario(name: str, reader_sees: str, **changes: object) -> Scenario:
    return Scenario(name, reader_sees, changes)


SCENARIOS: Mapping[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        _scenario(
            "menu-until-refresh",
            "The confirmation page has the limited menu bar; refreshing the screen shows the full "
            "one.",
            menu_turns_full="after a refresh",
        ),
        _scenario(
            "menu-until-login",
            "The menu bar stays limited in the session that linked; a new login shows the full "
            "one.",
            menu_turns_full="after a new login",
        ),
        _scenario(
            "menu-until-cleared",
            "The menu bar stays limited, even after a new login, until the browser's cache is "
            "cleared.",
            menu_turns_full="after clearing",
        ),
        _scenario(
            "menu-as-page",
            "Menus open as pages of their own, since the menu script does not arrive.",
            menu_is_drop_down=False,
        ),
        _scenario(
            "no-landing-page",
            "E-filing leads straight to sign-on, without the landing page between.",
            landing_page=False,
        ),
        _scenario("same-tab", "E-filing opens in the same tab.", new_tab=False),
        _scenario(
            "shared-account-refused",
            "A firm's shared PACER account is refused at the link form (invented).",
            shared_accounts_may_link=False,
        ),
        _scenario(
            "confirmation-answers-post",
            "The confirmation is the answer to the Submit itself, so that a refresh submits again.",
            answers_post_by_redirect=False,
        ),
        _scenario(
            "current-gen",
            "The court has not moved to NextGen: its own login form stands where sign-on should.",
            next_gen=False,
        ),
        _scenario(
            "sign-on-bounces",
            "After signing on the court leads to sign-on once more, and from there straight back.",
            sign_on_bounces=True,
        ),
    )
}


def behaviour_of(names: Iterable[str]) -> Behaviour:
    """Return the behaviour that the scenarios called `names` add up to."""
    behaviour = Behaviour()
    for name in names:
        if name not in SCENARIOS:
            near = difflib.get_close_matches(name, SCENARIOS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the scenarios are {_listed()}."
            raise UnknownScenario(f"There is no scenario {name!r}: {hint}")
        behaviour = replace(behaviour, **SCENARIOS[name].changes)
    return behaviour


def _listed() -> str:
    return ", ".join(SCENARIOS)
