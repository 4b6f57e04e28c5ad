"""How the court behaves where courts differ, or where one court has changed since."""

from dataclasses import dataclass
from typing import Literal

from mock_court.drifts.page_change import PageChange

MenuTurnsFull = Literal[
    "at once", "after a refresh", "after a new login", "after clearing", "never"
]
NamesShown = Literal["as they are", "exchanged", "of another attorney"]


_SEED = 1
"""The number by which people are made who are the same each time."""


@dataclass(frozen=True)
class Behavior:
    """How the court behaves where courts differ; the defaults are the court of the guide."""

    # Whole sites
    website_works: bool = True
    website_has_moved: bool = False
    sign_on_works: bool = True
    cmecf_works: bool = True
    blocks_user_agents: bool = False
    sign_on_rate_is_used_up: bool = False
    announces_maintenance: bool = False

    # People
    same_people: bool = False

    # The way to sign-on
    new_tab: bool = True
    landing_page: bool = True
    notice_before_sign_on: bool = False
    next_gen: bool = True

    # Sign-on
    sign_on_form: str = "loginForm"
    faces: str = "jakarta.faces"
    sign_on_posts_by_script: bool = True
    wrong_credentials: str = "Invalid username or password"
    all_need_client_code: bool = False
    all_need_passcode: bool = False
    all_need_update: bool = False
    update_title: str = "User Update Required"
    all_agree_to_redaction: bool | None = None
    """Nothing is as the court's profile has it."""
    notice_after_sign_on: bool = False
    sign_on_bounces: bool = False
    access_fails_once: bool = False

    # CM/ECF
    checks_referer: bool = False
    says_logout: bool = False
    user_manual: bool = False
    menu_is_drop_down: bool = True
    menu_turns_full: MenuTurnsFull = "at once"

    # Linking
    shared_accounts_may_link: bool = True
    verifies_link: bool = True
    names_shown: NamesShown = "as they are"
    answers_post_by_redirect: bool = True
    confirms_in_pop_up: bool = False

    # Pages
    page_changes: tuple[PageChange, ...] = ()
    """The changes that are made in what the templates make."""
    answer_delay: float = 0
    """How many seconds every answer takes longer."""

    def seed(self, given: int | None) -> int | None:
        """Return the number by which the court's people are made; without one, by chance."""
        return _SEED if given is None and self.same_people else given
