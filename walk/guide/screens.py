"""The one table of screens. A new kind of screen needs a class in `pages/` and a row here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import GetPydanticSchema
from pydantic_core.core_schema import literal_schema

from pages.dialogs import ClientCodeWarning, Passcode, RedactionAgreement, UpdatePrompt
from pages.linking import Confirmation, LinkForm, Verification
from pages.menus import Menu, MenuBar
from pages.screen import Screen
from pages.sign_on import SignOn
from pages.website import CourtWebsite, Landing, Notice
from walk.settings.sites import Addresses


@dataclass(frozen=True)
class ScreenSpec:
    """One kind of screen: its page object, and what is true of it at every court."""

    page: type[Screen]
    site: Literal["website", "sign_on", "cmecf", "any"] = "cmecf"
    """The site that it belongs to, as `Addresses` calls it."""
    may_come_before: tuple[type[Screen], ...] = ()
    """The screens before which a court may put it although the guide does not have it there."""
    in_guides: bool = True
    """Whether a guide can have it as a screen of a step."""
    starts_site: bool = False
    """Whether it is what the address of its site shows, so that a guide can go to it."""
    needs_sign_on: bool = False
    """Whether only a user who is signed on gets to see it."""
    links_accounts: bool = False
    """Whether a Submit on it is a linking request."""

    @property
    def name(self) -> str:
        """What guides, results and reports call it."""
        return self.page.called

    def address(self, addresses: Addresses) -> str | None:
        """Return the address of the site that it belongs to, or None if it may be on any."""
        return None if self.site == "any" else str(getattr(addresses, self.site))


_AFTER_LOGIN = (RedactionAgreement, MenuBar)
_TABLE = (
    ScreenSpec(CourtWebsite, "website", starts_site=True),
    ScreenSpec(Landing, may_come_before=(SignOn,), starts_site=True),
    ScreenSpec(SignOn, "sign_on"),
    # A dialog that can open over another one goes before it.
    ScreenSpec(RedactionAgreement, "sign_on", _AFTER_LOGIN),
    ScreenSpec(UpdatePrompt, "sign_on", _AFTER_LOGIN, in_guides=False),
    ScreenSpec(ClientCodeWarning, "sign_on", _AFTER_LOGIN, in_guides=False),
    ScreenSpec(Passcode, "sign_on", _AFTER_LOGIN, in_guides=False),
    ScreenSpec(MenuBar, needs_sign_on=True),
    ScreenSpec(Menu, needs_sign_on=True),
    ScreenSpec(LinkForm, needs_sign_on=True, links_accounts=True),
    ScreenSpec(Verification, needs_sign_on=True, links_accounts=True),
    ScreenSpec(Confirmation, needs_sign_on=True),
    ScreenSpec(Notice, "any", (CourtWebsite, Landing, SignOn, *_AFTER_LOGIN), in_guides=False),
)

SCREENS: Mapping[str, ScreenSpec] = {spec.name: spec for spec in _TABLE}
GUIDE_SCREENS = tuple(name for name, spec in SCREENS.items() if spec.in_guides)
INTERSTITIALS = tuple(name for name, spec in SCREENS.items() if spec.may_come_before)
"""The pages that a court may put between two screens of a guide."""
VERIFICATION = Verification.called
"""The screen that shows both names, which have to be right before anything is linked."""
CONFIRMATION = Confirmation.called
"""The screen that says that the accounts have been linked."""

ScreenName = Annotated[str, GetPydanticSchema(lambda *_: literal_schema([*GUIDE_SCREENS]))]
InterstitialName = Annotated[str, GetPydanticSchema(lambda *_: literal_schema([*INTERSTITIALS]))]


def may_come_before(name: str) -> tuple[str, ...]:
    """Return the interstitials that may come before the screen of that name."""
    page = SCREENS[name].page
    return tuple(spec.name for spec in _TABLE if page in spec.may_come_before)
