"""Recognizes what answers in place of a site: block pages, waiting rooms, checks for robots.

Each maker words its own, so a page is known by several kinds of signs: headers, what a reader sees
and, where there is hardly anything to see, what the page loads. None of them counts on a page with
the menus of a site, which may say such words in a notice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

_ROBOTS, _QUEUE, _BLOCK = "a check for robots", "a waiting room", "a block page"
_FEW_OWN_LINKS, _FEW_LINKS = 2, 6
"""To how many pages of its own site, and to how many in all, a gatekeeper may link."""
_SHORT = 400
"""How many words a gatekeeper may have."""
_HARDLY_ANYTHING = 40
"""A page of fewer words is judged by what it loads, too."""
_MOST_MARKUP = 200_000

_SEEN = """() => {
    const here = location.origin + location.pathname;
    const others = [...document.links].filter((each) =>
        /^https?:$/.test(each.protocol) && each.origin + each.pathname !== here);
    const count = (links) => new Set(links.map((each) => each.href)).size;
    const menus = "nav, [role=navigation], [role=menubar], [role=menu]";
    const inMenus = [...document.querySelectorAll(menus)].flatMap((each) =>
        [...each.querySelectorAll("a, button, [role=menuitem]")]);
    const fields = [...document.querySelectorAll("input[type=password]")];
    return {
        title: document.title,
        text: document.body?.innerText ?? "",
        own_links: count(others.filter((each) => each.origin === location.origin)),
        links: count(others),
        has_menu: inMenus.length > 1,
        has_password: fields.some((each) => each.checkVisibility?.() ?? true),
        markup: document.documentElement.outerHTML,
    };
}"""


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


_HEADERS: Mapping[str, Mapping[str, str]] = {
    "cf-mitigated": {"challenge": _ROBOTS, "block": _BLOCK},
    "x-amzn-waf-action": {"captcha": _ROBOTS, "challenge": _ROBOTS, "block": _BLOCK},
    "x-datadome": {"protected": _ROBOTS},
    "x-sucuri-block": {"": _BLOCK},
}
"""By the name of a header that only a gatekeeper sends, what its value means."""
_HUMAN = r"(?:a |an |not a |real )*(?:human|person|robot|bot)\b"
_WORDS: Mapping[str, re.Pattern[str]] = {
    _ROBOTS: _any_of(
        rf"\b(?:verify|verifying|verified|confirm|confirming|prove|proving|check|checking|make sure"
        rf"|ensure|are)\b[^.?!]{{0,30}}\byou(?:['\u2019]re| are)?(?: really)? {_HUMAN}",
        rf"\b(?:i am|i['\u2019]m|you are|you['\u2019]re) not {_HUMAN}",
        r"\b(?:human|bot|robot) (?:verification|check|detection|protection|challenge)",
        r"\bcaptcha",
        r"\b(?:browser|security) (?:check|verification|challenge)\b",
        r"\bcheck(?:ing|s)? (?:if )?(?:the site connection|your browser)",
        r"\breview the security of your connection",
        r"\b(?:unusual|suspicious|automated) (?:traffic|activity|access|quer|request|behavio)",
        r"\bpardon our interruption",
        r"\bpress (?:&|and) hold\b",
        r"\b(?:enter|type|copy)\b[^.?!]{0,20}\b(?:characters|letters|digits|text|words)\b"
        r"[^.?!]{0,20}\b(?:see|shown?|image|picture)\b",
        r"\bselect all (?:the )?(?:images|pictures|squares)",
        r"\benable javascript and cookies to continue",
        r"\bddos protection",
    ),
    _QUEUE: _any_of(
        r"\byou(?:['\u2019]re| are| have been| will be)?(?: now| currently| placed| put)*"
        r" (?:in|on) (?:the |a |our )?(?:virtual )?(?:line|queue|wait(?:ing)? ?list)\b",
        r"\b(?:waiting|lobby) room\b",
        r"\b(?:virtual|online) (?:queue|line|lobby)\b",
        r"\b(?:people|users|visitors|persons|others)\b[^.?!]{0,20}\b(?:ahead of|in front of|before)"
        r" you\b",
        r"\b(?:estimated|expected|approximate) wait",
        r"\byour (?:current )?(?:place|position|number|turn|spot)\b[^.?!]{0,12}"
        r"\b(?:line|queue|come)",
        r"\bqueue-?it\b",
        r"\bqueue (?:number|position|id)\b",
        r"\bwait (?:for )?your turn\b",
        r"\b(?:place|put|hold)\w* (?:you |visitors )?in (?:a |the )?(?:queue|line)\b",
        r"\b(?:high|heavy|large|unusual|exceptional)\w* (?:volume|number|amount|demand|traffic"
        r"|load)[^?!]{0,90}\b(?:wait|queue|line|hold|let you in|try again|refresh)",
        r"\btoo many (?:users|visitors|people)\b",
    ),
    _BLOCK: _any_of(
        r"\baccess\b[^.?!]{0,40}\b(?:denied|blocked|restricted|forbidden|refused|limited|disabled)",
        r"\b(?:denied|blocked|restricted|forbidden|refused) access\b",
        r"\byou(?:['\u2019]ve| have)? (?:been|are|were) (?:blocked|banned|denied)\b",
        r"\b(?:request|url|page|site|website|visit|connection|attempt|ip|address)\b[^.?!]{0,30}"
        r"\b(?:is|was|were|been)?\s*(?:blocked|rejected|banned|blacklisted|denied|filtered)\b",
        r"\brequest (?:unsuccessful|could not be satisfied|rejected|blocked)",
        r"\b(?:do not|don['\u2019]t) have (?:permission|authorization) to (?:access|view|visit)\b",
        r"\bblocked by\b",
        r"\b(?:application|web|network) firewall\b",
        r"\bsecurity (?:rule|violation|service|solution|incident)\b",
        r"\bnot (?:available|allowed|permitted|accessible)\b[^.?!]{0,30}\b(?:country|region"
        r"|location|network|ip address)\b",
        r"^\W*(?:error )?(?:403|406|451)\b",
        r"^\W*(?:forbidden|not acceptable)\b",
    ),
}
"""What each kind says to a reader; the first kind of which something is said counts."""
_TRACKED = _any_of(
    r"\breference\s*(?:id|no\.?|number|code)?\s*[#:]\s*\W*[0-9a-f][\w.-]{3,}",
    r"\b(?:ray|support|incident|attack|block) ?(?:id|identifier|reference)\b\W{0,4}(?:is\W{0,3})?"
    r"[\w.:-]{4,}",
    r"\bgenerated by cloudfront",
)
"""By what makers let the site's owner find in a log why somebody was turned away."""
_LOADED: Mapping[str, re.Pattern[str]] = {
    _ROBOTS: _any_of(
        r"recaptcha|hcaptcha|turnstile|geetest|arkoselabs|funcaptcha|friendlycaptcha|px-captcha",
        r"captcha-delivery\.com|perimeterx|kasada|sgcaptcha",
        r"_cf_chl_opt|cdn-cgi/challenge-platform|awswaf|AwsWafIntegration|gokuProps|/TSPD/|bobcmn",
        r"_Incapsula_Resource|bm-verify|sec-cpt",
    ),
    _QUEUE: _any_of(r"queue-it\.(?:net|com)|crowdhandler|netfunnel"),
    _BLOCK: _any_of(r"cf-error-details|incapsula incident|fortiguard"),
}
"""What the pages of makers load or hold where there is hardly anything to read."""


@dataclass(frozen=True)
class Shown:
    """What counts of a page that may be no page of the site."""

    title: str = ""
    text: str = ""
    own_links: int = 0
    """To how many pages of its own site it links."""
    links: int = 0
    """To how many pages in all."""
    has_menu: bool = False
    has_password: bool = False
    markup: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_bare(self) -> bool:
        """Whether it lacks what pages of a site have: menus, much to read, a form to sign on."""
        is_short = len(self.text.split()) <= _SHORT
        has_few_links = self.own_links <= _FEW_OWN_LINKS and self.links <= _FEW_LINKS
        return is_short and has_few_links and not self.has_menu and not self.has_password


def shown(page: Page, headers: Mapping[str, str]) -> Shown:
    """Read what counts of a page; nothing of one that cannot be read."""
    try:
        seen: dict[str, Any] = page.evaluate(_SEEN)
        # What a check for robots shows comes in a frame of its maker.
        framed = [each.url for each in page.frames[1:]]
    except PlaywrightError:
        return Shown(headers=headers)
    seen["markup"] = "\n".join((*framed, seen["markup"][:_MOST_MARKUP]))
    return Shown(**seen, headers=headers)


def looks_like(seen: Shown) -> str | None:
    """Return what a page looks like, if it is a gatekeeper's, such as "a waiting room"."""
    for name, meanings in _HEADERS.items():
        value = seen.headers.get(name, "").casefold()
        if name in seen.headers and (kind := meanings.get(value, meanings.get(""))):
            return kind
    if not seen.is_bare:
        return None
    for words in (seen.title, seen.text):
        line = " ".join(words.split())
        for kind, pattern in _WORDS.items():
            if pattern.search(line):
                return kind
    if len(seen.text.split()) <= _HARDLY_ANYTHING:
        for kind, pattern in _LOADED.items():
            if pattern.search(seen.markup):
                return kind
    return _BLOCK if _TRACKED.search(" ".join(seen.text.split())) else None


def looks_like_text(markup: str) -> str | None:
    """Return what a page looks like that no browser drew, as an answer to a script."""
    title = re.search(r"<title[^>]*>(.*?)</title>", markup, re.IGNORECASE | re.DOTALL)
    visible = re.sub(r"(?is)<(script|style|head)\b.*?</\1\s*>|<[^>]+>|<!--.*?-->", " ", markup)
    links = len(set(re.findall(r"""(?i)<a\b[^>]*\bhref\s*=\s*["']?/[^/"'\s>][^"'\s>]*""", markup)))
    return looks_like(Shown(title.group(1) if title else "", visible, links, links, markup=markup))
