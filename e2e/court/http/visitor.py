"""A visitor of the court over HTTP, who uses what a page shows as a browser would."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import httpx
import pyotp
from bs4 import BeautifulSoup, Tag

from e2e.court.http.reader import Reader, reading
from e2e.court.rules.clock import Clock
from mock_court.courts.profile import read_profile
from mock_court.rules.court import Court
from mock_court.rules.people import Attorney, People
from mock_court.rules.records import Records
from mock_court.scenarios.lookup import behavior_of

LOGIN_SCRIPT = "script[src='/csologin/login.js']"
BY_SCRIPT = re.compile(r"location\.(?:assign|replace)\((\".*?\")\)")


@dataclass(frozen=True)
class Screen:
    """A page as it was answered, or as a script changed it since."""

    answer: httpx.Response
    page: BeautifulSoup

    @property
    def address(self) -> str:
        """The address that was asked for."""
        return str(self.answer.url)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.answer.status_code

    @property
    def words(self) -> str:
        """Return all that a reader reads, on one line, without the mark of a mock."""
        page = BeautifulSoup(str(self.page.body), "html.parser")
        for hidden in page.select("script, noscript, #mock-court-banner, [style='display: none']"):
            hidden.decompose()
        return " ".join(page.get_text().split())

    @property
    def headings(self) -> list[str]:
        """Return the headings that a reader sees."""
        return [_words(each) for each in self.seen("h1, h2, h3")]

    @property
    def menu_bar(self) -> list[str]:
        """Return the labels of the menu bar."""
        return [_words(each) for each in self.seen("#topmenu a.yuimenubaritemlabel")]

    @property
    def captions(self) -> list[str]:
        """Return the words of fields, buttons and links."""
        things = self.seen("label, button, a, input[type=submit], input[type=reset]")
        return [_words(each) or str(each["value"]) for each in things]

    def seen(self, selector: str) -> list[Tag]:
        """Return the elements that are not hidden."""
        found = self.page.select(selector)
        return [each for each in found if not each.find_parent(style="display: none")]

    def one(self, selector: str, words: str) -> Tag:
        """Return the one element of those words."""
        (found,) = (
            each
            for each in self.seen(selector)
            if (_words(each) or each.get("value")) in {words, f"{words} »"}
        )
        return found


class Visitor:
    """Goes from page to page by links and buttons; follows where the court leads by itself."""

    def __init__(self, reader: Reader, attorney: Attorney) -> None:
        self.client = reader.client
        self.court = reader.served.court
        self.attorney = attorney
        self.website = f"http://{self.court.profile.website_host}/"
        self.cmecf = f"http://{self.court.profile.cmecf_host}/"
        self.way: list[str] = []
        """The last part of each address that was asked, with the status and type of its answer."""

    # One act each

    def type_address(self, address: str, *, agent: str | None = None) -> Screen:
        """Ask for an address that no link led to."""
        headers = {} if agent is None else {"User-Agent": agent}
        return self._show(self.client.get(address, headers=headers))

    def reload(self, screen: Screen) -> Screen:
        """Ask for a page once more."""
        referer = {"Referer": screen.answer.request.headers.get("Referer", "")}
        return self._show(self.client.get(screen.address, headers=referer))

    def select(self, screen: Screen, words: str) -> Screen:
        """Select a link."""
        return self._lead(screen, str(screen.one("a[href]", words)["href"]))

    def press(self, screen: Screen, words: str, entered: Mapping[str, str] | None = None) -> Screen:
        """Enter values by the captions of their fields, and press a button of the same form."""
        button = screen.one("button, input[type=submit]", words)
        assert not button.has_attr("disabled"), words
        form = button.find_parent("form")
        assert isinstance(form, Tag)
        fields = {str(each["name"]): str(each.get("value", "")) for each in _fields(form)}
        for caption, value in (entered or {}).items():
            fields[_field_at(form, caption)] = value
        if screen.page.select(LOGIN_SCRIPT):
            return self._post_by_script(screen, str(button["id"]), fields)
        if button.has_attr("name"):
            fields[str(button["name"])] = str(button.get("value", ""))
        return self._post(screen, form, fields)

    def tick(self, screen: Screen, caption: str) -> Screen:
        """Tick a box; where the page has a script, the court learns of it."""
        box = _by_id(screen.page, _id_at(screen.page, caption))
        box["value"] = "on"
        if not screen.page.select(LOGIN_SCRIPT):
            return screen
        form = box.find_parent("form")
        assert isinstance(form, Tag)
        fields = {str(each["name"]): str(each.get("value", "")) for each in _fields(form)}
        source = str(box["name"]).removesuffix("_input")
        return self._post_by_script(screen, source, fields)

    # The way of the guide

    def e_filing(self) -> Screen:
        """Select e-filing on the home page, and on the landing page the way into the court."""
        landing = self.select(self.type_address(self.website), "E-Filing (CM/ECF)")
        return self.select(landing, self.court.profile.document_filing)

    def log_on(self, screen: Screen, password: str | None = None) -> Screen:
        """Enter username and password, and press Login."""
        pacer = self.attorney.pacer
        entered = {"Username *": pacer.username, "Password *": password or pacer.password}
        return self.press(screen, "Login", entered)

    def enter_passcode(self, screen: Screen) -> Screen:
        """Enter the one-time passcode of this moment."""
        assert self.attorney.pacer.otp_secret
        passcode = pyotp.TOTP(self.attorney.pacer.otp_secret).at(self.court.now())
        return self.press(screen, "OK", {"Enter one-time passcode": passcode})

    def log_on_anew(self) -> Screen:
        """Sign on to the court, and come to its main page."""
        return self.log_on(self.e_filing())

    def submit_form(self, main: Screen) -> Screen:
        """Select the link item in Utilities, and submit the link form."""
        utilities = self.select(main, "Utilities")
        for heading in [each for each in utilities.headings if "NextGen" in each]:
            utilities = self.select(utilities, heading)
        form = self.select(utilities, self.court.profile.link_item)
        cmecf = self.attorney.cmecf
        entered = {"CM/ECF login": cmecf.login, "CM/ECF password": cmecf.password}
        return self.press(form, "Submit", entered)

    def link(self, main: Screen) -> Screen:
        """Go on from the main page to the confirmation."""
        return self.press(self.submit_form(main), "Submit")

    # What a browser does

    def _lead(self, screen: Screen, href: str) -> Screen:
        address = urljoin(screen.address, href)
        return self._show(self.client.get(address, headers={"Referer": screen.address}))

    def _post(self, screen: Screen, form: Tag, fields: dict[str, str]) -> Screen:
        address = urljoin(screen.address, str(form.get("action", "")))
        headers = {"Referer": screen.address}
        if form.get("enctype") == "multipart/form-data":
            parts = {name: (None, value) for name, value in fields.items()}
            return self._show(self.client.post(address, files=parts, headers=headers))
        return self._show(self.client.post(address, data=fields, headers=headers))

    def _post_by_script(self, screen: Screen, source: str, fields: dict[str, str]) -> Screen:
        """Do what login.js does."""
        (script,) = screen.page.select(LOGIN_SCRIPT)
        faces = str(script["data-faces"])
        answer = self.client.post(screen.address, data=fields | {f"{faces}.source": source})
        self._note(answer)
        changes = ET.fromstring(answer.text)  # noqa: S314 the court is our own
        if (redirect := changes.find("redirect")) is not None:
            return self._lead(screen, redirect.attrib["url"])
        page = BeautifulSoup(str(screen.page), "html.parser")
        for update in changes.iter("update"):
            name, content = update.attrib["id"], update.text or ""
            if f"{faces}.ViewState" in name:
                for field in page.select(f"input[name='{faces}.ViewState']"):
                    field["value"] = content
            else:
                _by_id(page, name).replace_with(BeautifulSoup(content, "html.parser"))
        for attributes in changes.iter("attributes"):
            for attribute in attributes.iter("attribute"):
                changed = _by_id(page, attributes.attrib["id"])
                changed[attribute.attrib["name"]] = attribute.attrib["value"]
        return Screen(screen.answer, page)

    def _note(self, answer: httpx.Response) -> None:
        kind = answer.headers.get("content-type", "").partition(";")[0]
        self.way.append(f"{answer.url.path.rpartition('/')[2]} {answer.status_code} {kind}".strip())

    def _show(self, answer: httpx.Response) -> Screen:
        """Show an answer, or the page that it leads on to."""
        self._note(answer)
        screen = Screen(answer, BeautifulSoup(answer.text, "html.parser"))
        if answer.has_redirect_location:
            # Like a browser: the next page learns from which page the form was posted.
            onward = urljoin(screen.address, answer.headers["location"])
            referer = {"Referer": answer.request.headers.get("Referer", "")}
            return self._show(self.client.get(onward, headers=referer))
        if found := BY_SCRIPT.search(answer.text):
            return self._lead(screen, found[1].strip('"').replace("\\u0026", "&"))
        return screen


def _words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def _by_id(where: Tag, id_: str) -> Tag:
    found = where.find(id=id_)
    assert isinstance(found, Tag), id_
    return found


def _fields(form: Tag) -> list[Tag]:
    """Return the fields of a form that a browser sends."""
    found = form.select("input[name]:not([type=submit]):not([type=reset])")
    return [each for each in found if each.get("type") != "checkbox" or each.get("value") == "on"]


def _field_at(form: Tag, caption: str) -> str:
    """Return the name of the field of that caption: a label, or the table cell before it."""
    if cell := form.find("td", string=caption):
        field = cell.find_next("input")
        assert isinstance(field, Tag)
        return str(field["name"])
    return str(_by_id(form, _id_at(form, caption))["name"])


def _id_at(where: Tag, caption: str) -> str:
    label = where.find("label", string=caption)
    assert isinstance(label, Tag), caption
    return str(label["for"])


@contextmanager
def visiting(court_id: str, *scenarios: str) -> Iterator[Visitor]:
    """Serve a court of those scenarios meanwhile, to one attorney."""
    records = Records()
    court = Court(read_profile(court_id), records, behavior_of(scenarios), Clock())
    (attorney,) = court.enroll([People().attorney()])
    with reading(court) as reader:
        yield Visitor(reader, attorney)
    records.close()
