"""The changes of the strange court by name: every kind of every thing that the guide documents."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from e2e.courts.strange import SCREENS, Sort, Thing, View, Views

_NEW_WORDS: Mapping[str, str] = {
    "Case Locator (PACER)": "PACER Case Locator",
    "E-Filing (CM/ECF)": "Electronic Filing (CM/ECF)",
    "E-Filing Proof of Claim": "Electronic Claims",
    "Wisconsin Western Bankruptcy Court NextGen Login": "PACER Login",
    "Username *": "User ID *",
    "Password *": "Passphrase *",
    "Client Code": "Client Number",
    "Login": "Sign In",
    "Clear": "Reset",
    "Forgot password?": "Reset password",
    "Query": "Searches",
    "Reports": "Lists",
    "Utilities": "Tools",
    "Help": "Support",
    "Log Out": "Sign Off",
    "Bankruptcy": "BK Filing",
    "NextGen Release 1.1 Menu Items": "NextGen Release 2.0 Menu Items",
    "Link a CM/ECF Account to my PACER Account": "Link an e-filing account to my PACER account",
    "Link a CM/ECF account to my PACER account": "Connect your accounts",
    "CM/ECF login": "E-filing login",
    "CM/ECF password": "E-filing password",
    "Submit": "Continue",
    "CM/ECF": "Filer account",
    "PACER": "PACER account",
}
"""What things are called once they are renamed; others get one word for their last."""
_STEPS: Mapping[str, tuple[int, ...]] = {
    "website": (2,),
    "sign-on": (4,),
    "limited bar": (5,),
    "menu": (7, 8),
    "link form": (9,),
    "verification": (11,),
    "confirmation": (13,),
    "full bar": (14,),
}
"""The steps whose pictures or sentences a change on a screen makes untrue."""
_ACTED = {
    ("sign-on", "Login"): (4,),
    ("sign-on", "Clear"): (4,),
    ("limited bar", "Utilities"): (6,),
    ("menu", "Link a CM/ECF Account to my PACER Account"): (8,),
    ("link form", "Clear"): (9,),
    ("link form", "Submit"): (10,),
    ("verification", "Submit"): (12,),
}
"""What does something, with the step at which it does."""


_OF_CONTROLS = ("renamed", "recased", "removed", "ambiguous", "disabled")


@dataclass(frozen=True)
class StrangeChange:
    """One kind of change of one thing."""

    kind: str
    screen: str
    at: int
    """The place of the thing on its screen."""

    @property
    def name(self) -> str:
        """As in `renamed:website/e-filing-cm-ecf`."""
        first, *_ = re.split(r"[,:]", self._thing.words.lower())
        slug = re.sub(r"[^a-z0-9]+", "-", first).strip("-")
        return f"{self.kind.replace(' ', '-')}:{self.screen.replace(' ', '-')}/{slug}"

    @property
    def told_kind(self) -> str:
        """What the walk calls it."""
        if self.kind == "required mark":
            return "removed" if self._thing.words.endswith("*") else "added"
        return self.kind

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that it makes untrue."""
        if self.kind == "behaves":
            return _ACTED[self.screen, self._thing.words]
        return (_STEPS[self.screen][self.at],) if self.screen == "menu" else _STEPS[self.screen]

    @property
    def _thing(self) -> Thing:
        return SCREENS[self.screen].main[self.at]

    def views(self) -> Views:
        """Return the screens of the court with this change."""
        view, thing = SCREENS[self.screen], self._thing
        before, after = view.main[: self.at], view.main[self.at + 1 :]
        aside = view.aside
        things: tuple[Thing, ...]
        match self.kind:
            case "reordered":
                things, after = (after[0], thing), after[1:]
            case "added":
                things = (thing, replace(thing, words="Something Else", to="other"))
            case "ambiguous":
                things = (thing, thing)
            case "moved":
                things, aside = (), (*aside, thing)
            case "removed":
                things = ()
            case _:
                things = (self._altered(thing),)
        return {**SCREENS, self.screen: replace(view, main=(*before, *things, *after), aside=aside)}

    def _altered(self, thing: Thing) -> Thing:
        *first, last = thing.words.split()
        match self.kind:
            case "renamed":
                new = _NEW_WORDS.get(thing.words, " ".join([*first, "Center"]))
                return replace(thing, words=new)
            case "recased":
                upper = thing.words.upper()
                return replace(thing, words=upper if upper != thing.words else upper.lower())
            case "reworded":
                return replace(thing, words=" ".join([*first, "now", last]))
            case "required mark":
                marked = f"{thing.words} *" if last != "*" else " ".join(first)
                return replace(thing, words=marked)
            case "disabled":
                return replace(thing, is_disabled=True)
            case "re_roled":
                return replace(thing, drawn_as="link" if thing.sort == "button" else "button")
            case "retargeted":
                return replace(thing, to="http://www.elsewhere.example/")
            case "wrong_value":
                return replace(thing, to="Another Person")
            case "behaves":
                return replace(thing, is_dead=True)
        raise LookupError(f"There is no kind {self.kind!r}.")


def strange_changes() -> list[StrangeChange]:
    """Return every change that a reader of the guide would notice."""
    return [
        StrangeChange(kind, screen, at)
        for screen in _STEPS
        for at in range(len(SCREENS[screen].main))
        for kind in _kinds(screen, SCREENS[screen], at)
    ]


_BY_SORT: Mapping[Sort, tuple[str, ...]] = {
    "heading": ("renamed", "recased", "removed"),
    "text": ("reworded", "recased", "removed"),
    "name": ("renamed", "recased", "removed", "wrong_value"),
    "field": (*_OF_CONTROLS,),
    "button": (*_OF_CONTROLS, "re_roled"),
    "link": (*_OF_CONTROLS, "re_roled", "moved"),
    "item": (*_OF_CONTROLS, "re_roled", "moved"),
}


def _kinds(screen: str, view: View, at: int) -> Iterator[str]:
    """Yield the kinds of change that make sense of a thing."""
    thing, follows = view.main[at], view.main[at + 1 : at + 2]
    # The guide shows no whole list of a menu; and its foot cannot be told apart from it everywhere.
    is_menu = screen == "menu"
    is_control = thing.sort in ("field", "button", "link", "item")
    is_in_list = bool(follows) and follows[0].sort == thing.sort
    yield from (kind for kind in _BY_SORT[thing.sort] if not (is_menu and kind == "moved"))
    if thing.sort == "field" and screen == "sign-on":
        yield "required mark"
    # Where the guide says "and other items", one more is none.
    if is_control and not is_menu and screen != "full bar":
        yield "added"
    if thing.sort != "text" and not is_menu and is_in_list:
        yield "reordered"
    if thing.words in ("E-Filing (CM/ECF)", "Forgot password?"):
        yield "retargeted"
    if (screen, thing.words) in _ACTED:
        yield "behaves"
