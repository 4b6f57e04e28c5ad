"""The table of scenarios: each is one named change of how the court behaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Scenario:
    """A named change of the court's behavior, with what a reader of the guide would see of it."""

    name: str
    reader_sees: str
    changes: Mapping[str, Any]
    when: str
    """The date of the real change, as far as it is known; nothing where there was none."""
    source: str
    """Who says so, as far as anybody does."""


def _scenario(
    name: str, reader_sees: str, *, when: str = "", source: str = "", **changes: object
) -> Scenario:
    return Scenario(name, reader_sees, changes, when, source)


SCENARIOS: Mapping[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        # The menu bar after linking
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
            "menu-never-full",
            "The menu bar stays limited, whatever remedy is tried.",
            menu_turns_full="never",
        ),
        # Whole sites
        _scenario(
            "website-maintenance",
            'The website answers every page with a 500, "Website Maintenance".',
            when="2026-08",
            source="juriscraper issues 1128 to 1996 and PR 2130, of a court in Mississippi",
            website_works=False,
        ),
        _scenario(
            "website-moved",
            "The address of the website leads to a page of another host (invented).",
            website_has_moved=True,
        ),
        _scenario(
            "sign-on-maintenance",
            "Sign-on answers every page with a 503 that names the hours of its maintenance.",
            when="2023-08-13",
            source="wiwb.uscourts.gov/news; the page itself is invented",
            sign_on_works=False,
        ),
        _scenario(
            "cmecf-maintenance",
            "CM/ECF answers every page with a 503 that names the hours of its maintenance.",
            when="2023-08-13",
            source="wiwb.uscourts.gov/news; the page itself is invented",
            cmecf_works=False,
        ),
        _scenario(
            "maintenance-banner",
            "Pages that work announce maintenance to come, above everything else.",
            when="2023-08-13",
            source="wiwb.uscourts.gov/news; the words are invented",
            announces_maintenance=True,
        ),
        _scenario(
            "user-agent-block",
            "The website answers 403 to a browser that calls itself headless, or is an old one.",
            when="2024-08 to 2026-08",
            source="juriscraper issues 1128 to 1996 and PR 2130",
            blocks_user_agents=True,
        ),
        _scenario(
            "sign-on-rate",
            "Sign-on answers 429, since there have been too many sign-ons.",
            when="2025-01-01",
            source="PACER notice of 2024-10-09; the page itself is invented",
            sign_on_rate_is_used_up=True,
        ),
        # The way to sign-on
        _scenario("same-tab", "E-filing opens in the same tab.", new_tab=False),
        _scenario(
            "no-landing-page",
            "E-filing leads straight to sign-on, without the landing page between.",
            landing_page=False,
        ),
        _scenario(
            "notice-before-sign-on",
            "A page with one notice and Continue stands between e-filing and sign-on (invented).",
            notice_before_sign_on=True,
        ),
        _scenario(
            "current-gen",
            "The court has not moved to NextGen: its own login form stands where sign-on should.",
            when="until 2014-10 to 2022, court by court; here until 2020-03-30",
            source="the courts' own pages",
            next_gen=False,
        ),
        # Sign-on
        _scenario(
            "login-prefix",
            "Nothing: the ids and names of the login form begin with login: and not loginForm:.",
            when="until 2019-03-22",
            source="juriscraper #255 and commit 96b2700da",
            sign_on_form="login",
        ),
        _scenario(
            "javax-names",
            "Nothing: the hidden fields of sign-on are called javax.faces and not jakarta.faces.",
            when="until some day after 2021-11",
            source="public scripts, which accept both",
            faces="javax.faces",
        ),
        _scenario(
            "sign-on-posts-plainly",
            "Nothing: sign-on answers each post with a whole page, or leads on by a 302.",
            when="until 2019-03-22",
            source="juriscraper commit 96b2700da",
            sign_on_posts_by_script=False,
        ),
        _scenario(
            "invalid-id-words",
            'A wrong password is answered "Invalid ID or password".',
            when="until 2018-07-05",
            source="juriscraper commit f95633496",
            wrong_credentials="Invalid ID or password",
        ),
        _scenario(
            "client-code-warning",
            "Everybody who enters no client code is warned of that after Login.",
            source="public scripts that sign on to PACER",
            all_need_client_code=True,
        ),
        _scenario(
            "passcode",
            "Everybody is asked for a one-time passcode after Login.",
            when="2025-05-11",
            source="PACER announcements, courtlistener issues 6307 and 6309",
            all_need_passcode=True,
        ),
        _scenario(
            "update-prompt",
            "Everybody is asked after Login to update the account, which can be skipped.",
            when="2025-08-25",
            source="the courts of Arizona, Washington Western and Mississippi Southern",
            all_need_update=True,
        ),
        _scenario(
            "update-prompt-old-title",
            'Everybody is asked to update the account, under the title "PACER Account Disabled".',
            when="2025-08-25 to 2025-09",
            source="PACER announcement of 2025-08-28",
            all_need_update=True,
            update_title="PACER Account Disabled",
        ),
        _scenario(
            "redaction-agreement",
            "Everybody has to accept the redaction agreement after Login.",
            when="2018-01-04 at the latest",
            source="juriscraper commit ff4897ae3",
            all_agree_to_redaction=True,
        ),
        _scenario(
            "no-redaction-agreement",
            "Nobody is asked for the redaction agreement, at a court where everybody is.",
            all_agree_to_redaction=False,
        ),
        _scenario(
            "notice-page",
            "A page with one notice and Continue stands between sign-on and CM/ECF (invented).",
            notice_after_sign_on=True,
        ),
        _scenario(
            "sign-on-bounces",
            "After signing on the court leads to sign-on once more, and from there straight back.",
            when="2022-07 to 2023-01",
            source="courtlistener issue 2160, juriscraper PR 618",
            sign_on_bounces=True,
        ),
        _scenario(
            "access-error-once",
            'The first page after sign-on says "This user has no access privileges defined."; '
            "reloading it cures that.",
            when="2019-09-22",
            source="juriscraper commit 4fb2ba70b, of CM/ECF 6.3.1",
            access_fails_once=True,
        ),
        # CM/ECF
        _scenario(
            "referer-check",
            "An address of CM/ECF that is typed in, and not led to by a link, has to be confirmed.",
            when="2017-05-04",
            source="juriscraper commit 230a47191",
            checks_referer=True,
        ),
        _scenario(
            "logout-label",
            'The last item of the menu bar is called "Logout".',
            when="until NextGen 1.5",
            source="archived pages of 2017-06 and 2022-10",
            says_logout=True,
        ),
        _scenario(
            "user-manual-item",
            'Both menu bars have one item more, "User Manual".',
            when="2022-10-13",
            source="an archived page of this court",
            user_manual=True,
        ),
        _scenario(
            "menu-as-page",
            "Menus open as pages of their own, since the menu script does not arrive.",
            menu_is_drop_down=False,
        ),
        # Linking
        _scenario(
            "shared-account-refused",
            "A firm's shared PACER account is refused at the link form (invented).",
            shared_accounts_may_link=False,
        ),
        _scenario(
            "links-at-first-submit",
            "There is no verification page: the Submit of the link form links the accounts.",
            source="the guide of West Virginia Southern mentions no such page",
            verifies_link=False,
        ),
        _scenario(
            "names-exchanged",
            "The verification page has the CM/ECF and the PACER name in each other's place.",
            names_shown="exchanged",
        ),
        _scenario(
            "other-account",
            "The verification page has the names of another attorney.",
            names_shown="of another attorney",
        ),
        _scenario(
            "confirmation-answers-post",
            "The confirmation is the answer to the Submit itself, so that a refresh submits again.",
            answers_post_by_redirect=False,
        ),
        _scenario(
            "confirmation-pop-up",
            "The confirmation is a pop-up message over the page.",
            when="2018-06",
            source="the guide of West Virginia Southern",
            confirms_in_pop_up=True,
        ),
    )
}
