"""`python -m walk look`: what is told of pages that somebody saved, in whatever markup they are."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from e2e.guide import shortcuts
from e2e.walks.run import ROOT, CommandResult, _driver, _walker, run
from mock_court.embedded import EmbeddedCourt
from mock_court.rules.people import Attorney
from walk.browser import saved_pages
from walk.browser.saved_pages import Looking, Unreadable, decoded
from walk.settings.config import Project

NAVIGATION = "".join(
    f'<li><a href="/{name.lower().replace(" ", "-")}">{name}</a></li>'
    for name in ("Home", "Court Info", "Judges", "Attorneys", "Programs & Services", "Forms")
)
FURNITURE = (
    "<title>District of Elsewhere | United States Bankruptcy Court</title>"
    f"<header><h1>United States Bankruptcy Court</h1><nav><ul>{NAVIGATION}</ul></nav></header>"
)
See = Callable[[str], dict[str, Any]]
"""Says what is seen of a markup."""

CMECF_TITLE = "<title>CM/ECF Live Database</title>"


@pytest.fixture(scope="module")
def looking(browser: Browser, project: Project) -> Iterator[Looking]:
    """What reads saved pages, in the browser of the tests."""
    looking = Looking(lambda: browser, project)
    yield looking
    looking._close_context()


@pytest.fixture
def seen(looking: Looking, tmp_path: Path) -> See:
    """Return the function that says what is seen of a markup."""

    def see(markup: str) -> dict[str, Any]:
        path = tmp_path / "page.html"
        path.write_text(markup, encoding="utf-8")
        return looking.file(path)

    return see


# Court websites


def e_filing(label: str, href: str, *, new_tab: bool = False) -> dict[str, Any]:
    """Return what is told of a court's website."""
    link = {"label": label, "href": href, "new_tab": new_tab}
    return {"screen": "court_website", "facts": {"e_filing": link}}


def box(*links: str, marked: str = "welcome-links") -> str:
    """Write a court's home page with its box of quick links."""
    items = "".join(f"<li>{link}</li>" for link in links)
    return f'{FURNITURE}<main><ul class="{marked}">{items}</ul></main>'


ECF = "https://ecf.elsb.uscourts.gov"
LOCATOR = (
    '<a href="https://pcl.uscourts.gov/search" target="_blank">Case Locator (PACER) &raquo;</a>'
)

WEBSITES: dict[str, tuple[str, dict[str, Any]]] = {
    "the box of most courts": (
        box(
            LOCATOR,
            f'<a href="{ECF}" target="_blank">E-Filing (CM/ECF) &raquo;</a>',
            '<a href="/poc">E-Filing Proof of Claim &raquo;</a>',
            '<a href="/de">E-Filing Debtor Education &raquo;</a>',
        ),
        e_filing("E-Filing (CM/ECF)", ECF, new_tab=True),
    ),
    "decoys before it": (
        box(
            '<a href="/manual">CM/ECF E-Filing Manual &raquo;</a>',
            '<a href="/poc">E-Filing Proof of Claim &raquo;</a>',
            f'<a href="{ECF}/cgi-bin/login.pl" target="_self">E-Filing (CM-ECF) >></a>',
            marked="fp-welcome-links",
        ),
        e_filing("E-Filing (CM-ECF)", f"{ECF}/cgi-bin/login.pl"),
    ),
    "to a page of its own": (
        box(LOCATOR, '<a href="/e-filing-cmecf">E-Filing (CM/ECF)</a>', '<a href="/x">E-Juror</a>'),
        e_filing("E-Filing (CM/ECF)", "/e-filing-cmecf"),
    ),
    "straight to sign-on": (
        box(
            LOCATOR,
            '<a target="cmecf" href="https://pacer.login.uscourts.gov/csologin/login.jsf">'
            "E-Filing\n (CM/ECF)&nbsp;&raquo;</a>",
            '<a href="/i">CM/ECF Information</a>',
        ),
        e_filing(
            "E-Filing (CM/ECF)",
            "https://pacer.login.uscourts.gov/csologin/login.jsf",
            new_tab=True,
        ),
    ),
    "another word in the box": (
        box(LOCATOR, f'<a href="{ECF}/">CM/ECF Login</a>', '<a href="/h">CM/ECF Help Desk</a>'),
        e_filing("CM/ECF Login", f"{ECF}/"),
    ),
    "electronic filing in the box": (
        box(
            LOCATOR,
            f'<a href="{ECF}/">Electronic Case Filing (CM/ECF) »</a>',
            '<a href="/h">FAQs</a>',
        ),
        e_filing("Electronic Case Filing (CM/ECF)", f"{ECF}/"),
    ),
    "the menu too, with other words": (
        f"{FURNITURE}<ul class='menu'><li><a href='{ECF}/'>Log In to CM/ECF Live</a></li>"
        f"<li><a href='https://ecf-train.elsb.uscourts.gov/'>Log In to CM/ECF Training</a></ul>"
        f"<ul class='welcome-links'><li>{LOCATOR}</li>"
        f"<li><a href='{ECF}/cgi-bin/ShowIndex.pl'>E-Filing (CM/ECF) »</a></li></ul>",
        e_filing("E-Filing (CM/ECF)", f"{ECF}/cgi-bin/ShowIndex.pl"),
    ),
    "the base opens tabs": (
        '<base target="_blank">'
        + box(LOCATOR, f'<a href="{ECF}">E-Filing (CM/ECF)</a>', '<a href="/n">NextGen</a>'),
        e_filing("E-Filing (CM/ECF)", ECF, new_tab=True),
    ),
    "the base opens tabs, the link does not": (
        '<base target="_blank">'
        + box(LOCATOR, f'<a target="_top" href="{ECF}">E-Filing (CM/ECF)</a>'),
        e_filing("E-Filing (CM/ECF)", ECF),
    ),
    "a table of picture links": (
        f'{FURNITURE}<table><tr><td><a href="https://pcl.uscourts.gov"><img alt="Case Locator '
        f'(PACER)" src="a.png"></a></td><td><a href="{ECF}"><img alt="E-Filing (CM/ECF)" '
        'src="b.png"></a></td></tr></table>',
        e_filing("E-Filing (CM/ECF)", ECF),
    ),
    "Drupal 10 navigation": (
        "<title>Northern District of Elsewhere | U.S. District Court</title>"
        '<body class="path-frontpage"><nav role="navigation" aria-labelledby="m"><h2 '
        'class="visually-hidden" id="m">Main navigation</h2><ul class="menu">'
        f"{NAVIGATION}<li class='menu-item'><a href='/cmecf-info'>CM/ECF &amp; E-Filing Info</a>"
        f"<ul class='menu'><li class='menu-item'><a href='{ECF}/'>CM/ECF Login<span "
        "class='visually-hidden'>(link is external)</span></a></li><li class='menu-item'>"
        "<a href='/ecf-registration'>CM/ECF Registration</a></li></ul></li></ul></nav>"
        "<main><h1>Welcome</h1></main>",
        e_filing("CM/ECF Login", f"{ECF}/"),
    ),
    "USWDS": (
        "<title>U.S. Bankruptcy Court</title><header class='usa-header'><nav class='usa-nav'>"
        "<ul class='usa-nav__primary'><li><a class='usa-nav__link' href='/judges'><span>Judges"
        "</span></a></li><li><a class='usa-nav__link' href='/forms'><span>Forms</span></a></li>"
        "<li><button class='usa-accordion__button' aria-expanded='false'><span>E-Filing</span>"
        f"</button><ul><li><a href='{ECF}' target='_blank' rel='noreferrer'><span>E-File "
        "(CM/ECF)</span></a></li><li><a href='/e-filing/faq'>E-Filing FAQ</a></li></ul></li></ul>"
        "</nav></header><main><a class='usa-button' href='/epoc'>File a claim</a></main>",
        e_filing("E-File (CM/ECF)", ECF, new_tab=True),
    ),
    "a button and a script": (
        f"{FURNITURE}<button onclick=\"window.open('{ECF}')\">E-Filing (CM/ECF)</button>",
        e_filing("E-Filing (CM/ECF)", ECF, new_tab=True),
    ),
    "a case to be filed": (
        f"{FURNITURE}<p><a href='{ECF}/cgi-bin/login.pl'>File a Case or Document</a></p>",
        e_filing("File a Case or Document", f"{ECF}/cgi-bin/login.pl"),
    ),
    "named after what it is, beside training": (
        f"{FURNITURE}<ul class='menu'><li><a href='/cmecf-info'>CM/ECF &amp; PACER Info</a><li>"
        f"<a href='{ECF}'>Live Database</a></li><li><a href='https://ecf-train.elsb.uscourts.gov'>"
        "Training Database</a></li></ul>",
        e_filing("Live Database", ECF),
    ),
    "capitals from a style": (
        f"<style>a {{ text-transform: uppercase }}</style>{FURNITURE}<p>"
        f"<a href='{ECF}/cgi-bin/login.pl'>CM/ECF</a></p><p><a href='/info'>CM/ECF Info</a></p>",
        e_filing("CM/ECF", f"{ECF}/cgi-bin/login.pl"),
    ),
    "several candidates, some of training": (
        f"{FURNITURE}<ul><li><a href='https://ecf-test.elsb.uscourts.gov/'>CM/ECF Test</a></li>"
        "<li><a href='https://ecf-train.elsb.uscourts.gov/'>CM/ECF</a></li>"
        f"<li><a href='{ECF}/manual/guide.pdf'>CM/ECF</a></li>"
        f"<li><a href='mailto:cmecf@elsb.uscourts.gov'>E-Filing (CM/ECF)</a></li>"
        f"<li><a href='{ECF}'>CM/ECF Live</a></li></ul>",
        e_filing("CM/ECF Live", ECF),
    ),
    "a hidden one beside the one that shows": (
        box(
            f'<a style="display: none" href="{ECF}/old">E-Filing (CM/ECF)</a>',
            LOCATOR,
            f'<a href="{ECF}/new">E-Filing (CM/ECF)</a>',
        ),
        e_filing("E-Filing (CM/ECF)", f"{ECF}/new"),
    ),
    "only for who runs no scripts": (
        box(
            f'<noscript><a href="{ECF}/old">E-Filing (CM/ECF)</a></noscript>',
            LOCATOR,
            f'<a href="{ECF}">E-Filing (CM/ECF)</a>',
        ),
        e_filing("E-Filing (CM/ECF)", ECF),
    ),
    "a district court with such items in its menu": (
        "<title>District of Elsewhere | United States District Court</title><nav>"
        + "".join(
            f'<a href="/{each}">{each}</a> '
            for each in ("Civil", "Criminal", "Bankruptcy", "Reports", "Search", "Help")
        )
        + f"</nav><ul><li>{LOCATOR}</li><li><a href='{ECF}'>E-Filing (CM/ECF)</a></li></ul>",
        e_filing("E-Filing (CM/ECF)", ECF),
    ),
    "a search form and a login for its editors": (
        "<form><input name='q' placeholder='Search'><button>Search</button></form>"
        + box(LOCATOR, f'<a href="{ECF}">E-Filing (CM/ECF)</a>')
        + "<form><label>Username <input></label><label>Password <input type=password></label>"
        "<button>Log in</button></form>",
        e_filing("E-Filing (CM/ECF)", ECF),
    ),
    "an appellate court": (
        "<title>United States Court of Appeals for the Thirteenth Circuit</title><div id='nav'>"
        f"<ul class='nav'>{NAVIGATION}</ul></div><div class='quick-links'><a href='/opinions'>"
        "Opinions</a><a href='https://ecf.ca13.uscourts.gov/n/AttorneyFiling/login.jsf' "
        "target='_blank'>CM/ECF</a><a href='/cmecf/training'>CM/ECF Training</a></div>",
        e_filing(
            "CM/ECF", "https://ecf.ca13.uscourts.gov/n/AttorneyFiling/login.jsf", new_tab=True
        ),
    ),
    "the menu of a district court, by way of PACER's sign-on": (
        "<title>Electronic Filing | Middle District of Elsewhere | United States District Court"
        f"</title><nav><ul class='menu__top'>{NAVIGATION}<li><a href='https://pacer.login.uscourts."
        "gov/csologin/login.jsf?pscCourtId=ELMDC&amp;appurl=https%3A//ecf.elmd.uscourts.gov/"
        "cgi-bin/showpage.pl%3F16'>Pacer / ECF</a></li><li><a href='/electronic-filing'>"
        "Electronic Filing</a></li></ul></nav><main><h1>Electronic Filing</h1></main>",
        e_filing(
            "Pacer / ECF",
            "https://pacer.login.uscourts.gov/csologin/login.jsf?pscCourtId=ELMDC&appurl=https%3A"
            "//ecf.elmd.uscourts.gov/cgi-bin/showpage.pl%3F16",
        ),
    ),
    "tables and links that are quick by name": (
        "<Title>Electronic Filing Information</Title><table><tr><td><ul class='dropdown'>"
        f"{NAVIGATION}<li><a href='https://ecf.ca13.uscourts.gov/n/beam/servlet/TransportRoom?"
        "servlet=CaseSearch.jsp'>CM/ECF PACER Login</a></li><li><a href='how.html'>"
        "How to Use CM/ECF</a></ul></td></tr><tr><td><a class='quicklinks' href='fees.html'>Fees"
        "</a></td></tr><tr><td>&nbsp;<a class='quicklinks' target='_blank' href='https://ecf.ca13."
        "uscourts.gov/cmecf/servlet/TransportRoom?servlet=Login'>File a Document (CM/ECF)</a></td>"
        "</tr></table>",
        e_filing(
            "File a Document (CM/ECF)",
            "https://ecf.ca13.uscourts.gov/cmecf/servlet/TransportRoom?servlet=Login",
            new_tab=True,
        ),
    ),
    "an article on a court's website": (
        f"{FURNITURE}<ul class='menu'>{NAVIGATION}<li><a href='{ECF}/'>Login to CM/ECF</a></li>"
        "<li><a href='/about-cmecf'>About CM/ECF and PACER</a></li></ul><article><h1>CM/ECF</h1><p>"
        "Welcome to the Electronic Case Filing system of this court. Counsel must file through "
        f"<a href='{ECF}/cgi-bin/login.pl'>CM/ECF</a>, as the rules of court say.</p></article>",
        e_filing("Login to CM/ECF", f"{ECF}/"),
    ),
    "no way to file": (
        f"{FURNITURE}<main><p>Welcome to the court.</p></main>",
        {"screen": "court_website", "facts": {}},
    ),
}


# Landing pages


def document_filing(label: str, href: str) -> dict[str, Any]:
    """Return what is told of a landing page."""
    return {"screen": "landing", "facts": {"document_filing": {"label": label, "href": href}}}


LANDINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "as most courts have it": (
        f"{CMECF_TITLE}<center><img src='seal.gif'><p>Welcome to the U.S. Bankruptcy Court for the "
        "District of Elsewhere<p><a href='/cgi-bin/login.pl'>\nDistrict of  Elsewhere - Document "
        "Filing System\n</a></center><hr><a href='/cgi-bin/CourtInfo.pl?location=main'>Court "
        "Information</a>",
        document_filing("District of Elsewhere - Document Filing System", "/cgi-bin/login.pl"),
    ),
    "a dash of another kind, and a notice of maintenance": (
        f"{CMECF_TITLE}<h2>CM/ECF Maintenance Outage on Saturday</h2><p>Welcome to the U.S. "
        "District Court</p><a href='/cgi-bin/ShowIndex.pl'>Western District \u2013 Document Filing "
        "System</a>",
        document_filing("Western District \u2013 Document Filing System", "/cgi-bin/ShowIndex.pl"),
    ),
    "case locator and training beside it": (
        f"{CMECF_TITLE}<p><a href='https://pcl.uscourts.gov'>PACER Case Locator</a></p>"
        "<p><a href='https://ecf-train.elsb.uscourts.gov/cgi-bin/login.pl'>District of Elsewhere - "
        "Training Document Filing System</a></p>"
        "<p><a href='/cgi-bin/login.pl'>District of Elsewhere - Document Filing System</a></p>",
        document_filing("District of Elsewhere - Document Filing System", "/cgi-bin/login.pl"),
    ),
    "e-filing in other words": (
        "<title>Elsewhere Eastern CM/ECF</title><p>Welcome</p><ul><li><a href='/manual.pdf'>CM/ECF "
        "Manual</a></li><li><a href='/cgi-bin/login.pl'>Efiling CM/ECF</a></li></ul>",
        document_filing("Efiling CM/ECF", "/cgi-bin/login.pl"),
    ),
    "words beside the link": (
        f"{CMECF_TITLE}Please select: <a href='/cgi-bin/login.pl'>"
        "Elsewhere - Document Filing System</a> (for attorneys, trustees and "
        "all other registered filers of this court)",
        document_filing("Elsewhere - Document Filing System", "/cgi-bin/login.pl"),
    ),
    "PACER's own login beside it": (
        f"{CMECF_TITLE}<p><a href='/cgi-bin/login.pl'>PACER Login</a></p><p>"
        "<a href='/cgi-bin/login.pl'>Attorney Login</a></p>",
        document_filing("Attorney Login", "/cgi-bin/login.pl"),
    ),
    "a picture": (
        f"{CMECF_TITLE}<a href='/cgi-bin/login.pl'><img src='enter.gif' alt='Enter CM/ECF'></a>",
        document_filing("Enter CM/ECF", "/cgi-bin/login.pl"),
    ),
    "a button": (
        f"{CMECF_TITLE}<p>Welcome</p><form action='/cgi-bin/login.pl'><input type='submit' "
        "value='Log in to CM/ECF'></form>",
        document_filing("Log in to CM/ECF", "/cgi-bin/login.pl"),
    ),
    "an appellate court": (
        "<title>CM/ECF Home</title><h1>Thirteenth Circuit CM/ECF</h1><table><tr><td><a href='/x'>"
        "Case Search</a></td></tr><tr><td><a href='/n/AttorneyFiling/login.jsf'>CM/ECF Document "
        "Filing System</a></td></tr></table>",
        document_filing("CM/ECF Document Filing System", "/n/AttorneyFiling/login.jsf"),
    ),
    "two courts, whose seals are links without words": (
        "<title>U.S. Court Of Appeals</title><center><a href='/n/AttorneyFiling/login.jsf'><img "
        "src='s.png'></a><h2>Welcome to the U.S. Court of Appeals</h2><b>Filing Documents</b><br>"
        "<a href='/n/AttorneyFiling/login.jsf'>Login to CM/ECF Document Filing System</a><br><b>"
        "Viewing Documents</b><br>To view documents, <a href='/n/beam/servlet/TransportRoom?"
        "servlet=CaseSearch.jsp'>log in to PACER</a><hr><a href='/bn/AttorneyFiling/login.jsf'>"
        "Login to CM/ECF BAP Document Filing System</a></center>",
        document_filing("Login to CM/ECF Document Filing System", "/n/AttorneyFiling/login.jsf"),
    ),
    "a welcome and a login": (
        "<title>District of Elsewhere</title><p>Welcome to the U.S. District Court</p><p>"
        "<a href='/cgi-bin/login.pl'>Login</a></p><a href='/cgi-bin/login.pl?logout'>Log out</a>",
        document_filing("Login", "/cgi-bin/login.pl"),
    ),
    "many links": (
        f"{CMECF_TITLE}<div id='cmecfMainContent'><p>Welcome to the U.S. Bankruptcy Court<p>"
        "<a href='https://ecf.elsb.uscourts.gov/cgi-bin/login.pl'>Elsewhere - Document Filing "
        "System</a><ul>"
        + "".join(
            f"<li><a href='https://www.elsb.uscourts.gov/{at}'>CM/ECF News {at}</a></li>"
            for at in range(30)
        )
        + "</ul></div>",
        document_filing(
            "Elsewhere - Document Filing System", "https://ecf.elsb.uscourts.gov/cgi-bin/login.pl"
        ),
    ),
}


# CM/ECF pages


def cmecf(menu: str, *labels: str, screen: str = "cmecf", **facts: object) -> dict[str, Any]:
    """Return what is told of a page with a menu bar."""
    return {"screen": screen, "facts": facts | {"menu": menu, "menu_labels": list(labels)}}


def bar(*labels: str) -> str:
    """Write a menu bar as CM/ECF does."""
    items = "".join(
        f'<li class="yuimenubaritem"><a class="yuimenubaritemlabel" href="/cgi-bin/x.pl?{at}">'
        f"{label}</a></li>"
        for at, label in enumerate(labels)
    )
    return (
        '<div id="topmenu" class="yuimenubar"><div class="bd"><img alt="CM/ECF" src="l.png">'
        f'<ul class="first-of-type">{items}</ul></div></div>'
    )


LIMITED = ("Query", "Reports", "Utilities", "Help", "Log Out")
FULL = ("Bankruptcy", "Adversary", "Query", "Reports", "Utilities", "Search", "Help", "Log Out")

MENUS: dict[str, tuple[str, dict[str, Any]]] = {
    "limited": (bar(*LIMITED), cmecf("limited", *LIMITED)),
    "full": (bar("Ba<u>n</u>kruptcy ", *FULL[1:]), cmecf("full", *FULL)),
    "limited with a manual": (
        bar(*LIMITED, '<font color="red">User Manual</font>'),
        cmecf("limited", *LIMITED, "User Manual"),
    ),
    "limited with search and alerts": (
        bar("Query", "Reports", "Utilities", "Search", "Help", "Alerts (2)", "Logout"),
        cmecf("limited", "Query", "Reports", "Utilities", "Search", "Help", "Alerts (2)", "Logout"),
    ),
    "a creditor's": (
        bar("Creditor", "Query", "Reports", "Utilities", "Logout"),
        cmecf("full", "Creditor", "Query", "Reports", "Utilities", "Logout"),
    ),
    "a page with a notice": (
        f"<div role='alert'>The court will be down on Saturday.</div>{bar(*LIMITED)}",
        cmecf("limited", *LIMITED),
    ),
    "links in a navigation": (
        "<nav>" + " | ".join(f'<a href="#{each}">{each}</a>' for each in FULL) + "</nav>",
        cmecf("full", *FULL),
    ),
    "buttons": (
        "<div role=toolbar>" + "".join(f"<button>{each}</button>" for each in LIMITED) + "</div>"
        "<p>Search for a case <input> <button>Run Query</button></p>",
        cmecf("limited", *LIMITED),
    ),
    "a table with capitals from a style, and pictures": (
        "<style>td { text-transform: uppercase }</style><table><tr><td><a href=/cgi-bin/iquery.pl>"
        "<img alt=Query src=q.gif></a></td><td><a href=/r>Reports</a></td><td><a href=/u>Utilities"
        "</a></td><td><a href='/cgi-bin/login.pl?logout'>Logout</a></td></tr></table>",
        cmecf("limited", "Query", "Reports", "Utilities", "Logout"),
    ),
    "a logo that is a link": (
        '<div id="topmenu"><a href="/"><img alt="CM/ECF" src="l.png"></a><ul>'
        + "".join(f'<li><a href="#">{each}</a></li>' for each in LIMITED)
        + "</ul></div>",
        cmecf("limited", *LIMITED),
    ),
    "drop-downs that are open without a style sheet": (
        '<div id="topmenu"><ul><li><a href="/cgi-bin/DisplayMenu.pl?CivilEvents">Civil</a><ul><li>'
        '<a href="#">Motions</a></li><li><a href="#">Answers</a></li></ul></li><li><a href="#">'
        'Query</a></li><li><a href="#">Reports</a><ul><li><a href="#">Docket Sheet</a></li></ul>'
        '</li><li><a href="#">Utilities</a><div class="yuimenu"><div class="bd"><ul><li>'
        '<a href="#">Link a CM/ECF account to my PACER account</a></li></ul></div></div></li><li>'
        '<a href="#">Log Out</a></li></ul></div>',
        cmecf("full", "Civil", "Query", "Reports", "Utilities", "Log Out"),
    ),
    "arrows and lines between": (
        "<div><a href=#>&nbsp;Query&nbsp;</a>|<a href=#>Reports \u25bc</a>|<a href=#>"
        "Utilities\u25be</a>|<a href=#>Log&nbsp;Out</a></div>",
        cmecf("limited", "Query", "Reports", "Utilities", "Log Out"),
    ),
    "straight in the page, with links below it": (
        "<a href=#>Query</a> <a href=#>Reports</a> <a href=#>Utilities</a> <a href=#>Logout</a><hr>"
        "<p>Read <a href=#>the manual</a> or ask for <a href=#>Help</a>.</p>",
        cmecf("limited", "Query", "Reports", "Utilities", "Logout"),
    ),
    "an appellate court's for who looks only": (
        "<div align=right>"
        + " ".join(
            f"<a href=#>{each}</a>"
            for each in (
                "Case Search",
                "Calendar",
                "Opinions",
                "Orders/Judgments",
                "Logout",
                "Help",
            )
        )
        + "</div>",
        cmecf(
            "limited",
            "Case Search",
            "Calendar",
            "Opinions",
            "Orders/Judgments",
            "Logout",
            "Help",
        ),
    ),
    "an icon of alerts": (
        bar(*LIMITED, "<img src='bell.png' alt='Alerts'>"),
        cmecf("limited", *LIMITED, "Alerts"),
    ),
    "an appellate bar": (
        "<div style='text-align: right'><a href='/1'>Home</a> <a href='/2'>Filing</a> "
        "<a href='/3'>Reports</a> <a href='/4'>Utilities</a> <a href='/5'>Logout</a></div>",
        cmecf("full", "Home", "Filing", "Reports", "Utilities", "Logout"),
    ),
    "the utilities as a page": (
        f"{bar(*LIMITED)}<h2>Utilities</h2><h3>Your Account</h3><ul><li><a href='#'>Maintain Your "
        "ECF Account</a><li><a href='#'>Link a CM/ECF account to my PACER account</a></ul>",
        cmecf("limited", *LIMITED),
    ),
    "a password to change": (
        f"{bar(*FULL)}<h2>Change Your Password</h2><form>Current password <input type=password>"
        "New password <input type=password><button>Submit</button></form>",
        cmecf("full", *FULL),
    ),
    "linking is refused": (
        f"{bar(*LIMITED)}<h2>Link a CM/ECF account to my PACER account</h2><p role='alert'>This "
        "account is already linked to another PACER account.</p>",
        cmecf("limited", *LIMITED),
    ),
}


# Linking


HEADING = "Link a CM/ECF account to my PACER account"
QUESTION = "Do you want to link these accounts?"
WARNING = (
    "After you submit this screen, your old e-filing credentials for the CM/ECF account will be "
    "permanently linked to your upgraded PACER account."
)
FIELDS = {"fields": ["CM/ECF login", "CM/ECF password"], "buttons": ["Submit", "Clear"]}
FORM = (
    "<form><table><tr><td>CM/ECF login:</td><td><input></td></tr><tr><td>CM/ECF password:</td><td>"
    "<input type=password></td></tr></table><input type=submit value=Submit><input type=reset "
    "value=Clear></form>"
)
NAMES = "<p>CM/ECF <b>jpublic John Q. Public</b><br>PACER <b>John Q. Public Jr.</b></p>"

LINKING: dict[str, tuple[str, dict[str, Any]]] = {
    "the form": (
        f"{bar(*LIMITED)}<h2>{HEADING}</h2>{FORM}",
        cmecf("limited", *LIMITED, screen="link_form", heading=HEADING, **FIELDS),
    ),
    "the form in other words": (
        f"{bar(*LIMITED)}<b>Link your CM/ECF account</b><form><p><label>Your ECF login <input>"
        "</label><p><label>Your ECF password <input type=password></label><button>Link</button>"
        "</form>",
        cmecf(
            "limited",
            *LIMITED,
            screen="link_form",
            heading="Link your CM/ECF account",
            fields=["Your ECF login", "Your ECF password"],
            buttons=["Link"],
        ),
    ),
    "the form with a refusal": (
        f"{bar(*LIMITED)}<h2>{HEADING}</h2><p role=alert>These accounts could not be linked.</p>"
        f"{FORM}",
        cmecf("limited", *LIMITED, screen="link_form", heading=HEADING, **FIELDS),
    ),
    "the form of an appellate court, without a bar": (
        f"<h1>Link my filer account to my PACER account</h1>{FORM}",
        {
            "screen": "link_form",
            "facts": {"heading": "Link my filer account to my PACER account"} | FIELDS,
        },
    ),
    "the verification": (
        f"{bar(*LIMITED)}<h2>{HEADING}</h2><p>{QUESTION}</p>{NAMES}<p>{WARNING}</p><form><input "
        "type=submit value=Submit><input type=reset value=Clear></form>",
        cmecf(
            "limited",
            *LIMITED,
            screen="verification",
            heading=HEADING,
            text=[QUESTION, WARNING],
            buttons=["Submit", "Clear"],
        ),
    ),
    "the verification as a table, with a name in a sentence": (
        f"{bar(*LIMITED)}<h2>{HEADING}</h2><p>Do you want to link John Public of this firm?</p>"
        f"<p>{QUESTION}</p><table><tr><td>CM/ECF account</td><td>jpublic John Public</td></tr><tr>"
        "<td>PACER account</td><td>John Public</td></tr></table><button>Submit</button>",
        cmecf(
            "limited",
            *LIMITED,
            screen="verification",
            heading=HEADING,
            text=[QUESTION],
            buttons=["Submit"],
        ),
    ),
    "the verification in other words": (
        f"{bar(*LIMITED)}<h2>Link your CM/ECF account</h2><p>Please verify that the accounts "
        f"listed are accurate and match.</p>{NAMES}<input type=button value='Link accounts'>",
        cmecf(
            "limited",
            *LIMITED,
            screen="verification",
            heading="Link your CM/ECF account",
            text=["Please verify that the accounts listed are accurate and match."],
            buttons=["Link accounts"],
        ),
    ),
    "the verification with logins in its question": (
        f"{bar(*LIMITED)}<h3>Link accounts</h3><p>Do you want to link the CM/ECF account jpublic "
        f"to the PACER account jqpublic7?</p><p>{WARNING}</p><form><input type=checkbox> I am sure"
        "<button>Yes</button><button>No</button></form>",
        cmecf(
            "limited",
            *LIMITED,
            screen="verification",
            heading="Link accounts",
            text=[WARNING],
            buttons=["Yes", "No"],
        ),
    ),
    "the confirmation": (
        f"{bar(*LIMITED)}<h2>{HEADING}</h2><p>Your PACER account has been linked to your CM/ECF "
        "account.</p><p>You should also receive an e-mail notification acknowledgement.</p>",
        cmecf(
            "limited",
            *LIMITED,
            screen="confirmation",
            heading=HEADING,
            text=[
                "Your PACER account has been linked to your CM/ECF account.",
                "You should also receive an e-mail notification acknowledgement.",
            ],
        ),
    ),
    "the confirmation in other words, the menu full at once": (
        f"{bar(*FULL)}<p>You have successfully linked your account.</p><button>OK</button>",
        cmecf(
            "full",
            *FULL,
            screen="confirmation",
            heading="",
            text=["You have successfully linked your account."],
        ),
    ),
}


# Sign-on


def sign_on(heading: str, fields: list[str], buttons: list[str], *links: str) -> dict[str, Any]:
    """Return what is told of a sign-on screen."""
    facts = {"heading": heading, "fields": fields, "buttons": buttons, "links": list(links)}
    return {"screen": "sign_on", "facts": facts}


def pacer(prefix: str, dialog: str = "") -> str:
    """Write the PACER login page, whose ids begin with the prefix."""
    return (
        "<title>PACER: Login</title><header><a href='/'>PACER</a></header><div id='pscLoginPanel'>"
        f"<form id='{prefix}'><h1>Elsewhere Bankruptcy Court NextGen Login</h1><p>* Required "
        "information</p>"
        + "".join(
            f"<label for='{prefix}:{name}'>{caption}</label><input id='{prefix}:{name}' "
            f"type='{kind}'>"
            for name, caption, kind in (
                ("loginName", "Username *", "text"),
                ("password", "Password *", "password"),
                ("clientCode", "Client Code", "text"),
            )
        )
        + f"<button id='{prefix}:fbtnLogin'><span>Login</span></button><button type='button'>Clear"
        "</button><a href='/p'>Forgot password?</a> <a href='/u'>Forgot username?</a> "
        f"<a href='/n'>Need an account?</a></form></div>{dialog}"
    )


PACER = sign_on(
    "Elsewhere Bankruptcy Court NextGen Login",
    ["Username *", "Password *", "Client Code"],
    ["Login", "Clear"],
    "Forgot password?",
    "Forgot username?",
    "Need an account?",
)

SIGN_ONS: dict[str, tuple[str, dict[str, Any]]] = {
    "PACER": (pacer("loginForm"), PACER),
    "PACER before 2019": (pacer("login"), PACER),
    "PACER with the dialogs that it keeps in store": (
        pacer(
            "loginForm",
            "<div class='ui-dialog ui-hidden-container'><span class='ui-dialog-title'>Redaction "
            "Agreement</span><form><input type=checkbox> I understand <button>Continue</button>"
            "</form></div>",
        ),
        PACER,
    ),
    "a court's own login": (
        "<title>ELSD-ECF</title><form><font size=5><b>CM/ECF Filer or PACER Login</b></font><p>"
        "Enter your login.<table><tr><td><font size=2>Login:</font></td><td><input name=login></td>"
        "</tr><tr><td>Password:</td><td><input type=password name=key></td></tr><tr><td>client "
        "code:</td><td><input name=clcode></td></tr></table><input type=submit value=Login>"
        "<input type=reset value=Reset></form>",
        sign_on(
            "CM/ECF Filer or PACER Login", ["Login", "Password", "client code"], ["Login", "Reset"]
        ),
    ),
}


# Pages that are none of these

UNKNOWN: dict[str, str] = {
    "an error": "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found.",
    "a gateway": "<title>504 Gateway Timeout</title><h1>Gateway Timeout</h1>",
    "an error in the frame of a court": FURNITURE.replace(
        "District of", "Page not found | District of"
    )
    + f"<main><p>Try <a href='{ECF}'>E-Filing (CM/ECF)</a>.</p></main>",
    "maintenance": "<title>CM/ECF</title><h1>CM/ECF is unavailable</h1><p>The system is down for "
    "maintenance until 8:00 a.m.</p>",
    "maintenance of a website": "<title>Site under maintenance</title><p>We will be back soon.",
    "an article about e-filing": "<title>About e-filing</title><h1>How to file electronically</h1>"
    "<p>Attorneys have to file electronically. To do so, go to the court's site, select "
    f"<a href='{ECF}/cgi-bin/login.pl'>Western District - Document Filing System</a> there, and "
    "enter the PACER username and the password of the account that was linked before.</p>",
    "a news item about linking": "<title>News</title><h1>Linking accounts</h1><p>When your account "
    "has been linked, you can file with your PACER account.</p>",
    "a text with such words": "<p>Select <a href=#>Query</a>, then <a href=#>Reports</a>, then "
    "<a href=#>Utilities</a> and at last <a href=#>Log Out</a>.",
    "after logging out": "<title>CM/ECF</title><h2>You are logged out</h2><p><a href='/cgi-bin/"
    "login.pl'>Log in again</a>",
    "information about CM/ECF": "<title>CM/ECF Information</title><ul><li><a href='/manual'>Manual"
    f"</a><li><a href='{ECF}/cgi-bin/login.pl'>CM/ECF Login</a></ul>",
    "the way to sign-on": "<title>CM/ECF</title><script>location.assign('https://pacer.login')"
    "</script>",
    "a passcode": "<title>PACER: Login</title><form>Enter one-time passcode <input type=password>"
    "<button>OK</button></form>",
    "a shop": "<title>Shop</title><nav><a href='/1'>Search</a> <a href='/2'>Help</a> <a href='/3'>"
    "Bankruptcy</a></nav><p>Books about bankruptcy.</p>",
    "frames": "<title>CM/ECF</title><frameset cols='20%,80%'><frame src='menu.html'><frame "
    "src='main.html'></frameset>",
    "nothing but words": "just words",
}

PAGES = {
    **{f"website: {name}": case for name, case in WEBSITES.items()},
    **{f"landing: {name}": case for name, case in LANDINGS.items()},
    **{f"menu: {name}": case for name, case in MENUS.items()},
    **{f"linking: {name}": case for name, case in LINKING.items()},
    **{f"sign-on: {name}": case for name, case in SIGN_ONS.items()},
    **{
        f"unknown: {name}": (markup, {"screen": "unknown", "facts": {}})
        for name, markup in UNKNOWN.items()
    },
}


@pytest.mark.parametrize(("markup", "told"), PAGES.values(), ids=PAGES)
def test_a_page_is_told_as_a_reader_sees_it(markup: str, told: dict[str, Any], seen: See) -> None:
    assert seen(markup) == told


# The pages of the mock court, as somebody would save them


@pytest.mark.one_engine
def test_the_pages_on_the_way_through_linking_are_told_apart(
    page: Page, court: EmbeddedCourt, attorney: Attorney, seen: See
) -> None:
    session = shortcuts.signed_on(page.context, court, attorney.pacer)
    names = {attorney.pacer.name, attorney.cmecf.login}

    shortcuts.main_page(page, court)
    main = seen(page.content())
    shortcuts.link_form(page, court)
    form = seen(page.content())
    shortcuts.verification(page, court, session, attorney)
    verification = seen(page.content())
    shortcuts.confirmation(page, court, session, attorney)
    confirmation = seen(page.content())

    told = (main, form, verification, confirmation)
    assert [each["screen"] for each in told] == [
        "cmecf",
        "link_form",
        "verification",
        "confirmation",
    ]
    assert [each["facts"]["menu_labels"] for each in told[:3]] == [list(shortcuts.LIMITED)] * 3
    assert form["facts"] | FIELDS == form["facts"]
    assert verification["facts"]["text"][0] == QUESTION
    assert not any(name in json.dumps(verification) for name in names)


# What can be wrong with a file


ENCODINGS = {
    "windows-1252 by itself": "E-Filing € Straße".encode("cp1252"),
    "latin1 that is declared": b"<meta charset=iso-8859-1>E-Filing \x80 Stra\xdfe",
    "windows-1252 in the old way": b"<meta http-equiv='Content-Type' content='text/html; "
    b"charset=windows-1252'>E-Filing \x80 Stra\xdfe",
    "UTF-8 by itself": "E-Filing € Straße".encode(),
    "UTF-8 with a mark": "E-Filing € Straße".encode("utf-8-sig"),
    "a mark against what is declared": "<meta charset=latin1>E-Filing € Straße".encode("utf-8-sig"),
    "UTF-16 with a mark": "E-Filing € Straße".encode("utf-16"),
    "UTF-16 without a mark": "<p>E-Filing € Straße".encode("utf-16-le"),
    "UTF-16 the other way": "<p>E-Filing € Straße".encode("utf-16-be"),
    "UTF-16 that was saved as UTF-8": "<meta charset=utf-16>E-Filing € Straße".encode(),
    "an encoding that nobody knows": "<meta charset=klingon>E-Filing € Straße".encode(),
    "a declaration of XML": "<?xml version='1.0' encoding='cp1252'?>E-Filing € Straße".encode(
        "cp1252"
    ),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_a_page_is_decoded_as_a_browser_would(content: bytes) -> None:
    assert decoded(content).endswith("E-Filing € Straße")


@pytest.mark.parametrize("content", [b"<meta charset=base64>x", b"<meta charset=rot13>x"])
def test_what_python_knows_and_no_browser_does_is_no_encoding(content: bytes) -> None:
    assert decoded(content) == content.decode()


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"\x7fELF\x02\x00\x00\x00<a>", "The file holds no text, so it is no page."),
    ],
)
def test_what_is_no_page_is_told_in_a_sentence(
    content: bytes, why: str, looking: Looking, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)

    with pytest.raises(Unreadable) as told:
        looking.file(path)

    assert str(told.value) == why


def test_a_page_after_one_that_cannot_be_read_is_read(looking: Looking, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(bar(*LIMITED), encoding="utf-8")

    with pytest.raises(Unreadable):
        looking.file(tmp_path / "none.html")

    assert looking.file(tmp_path / "page.html") == cmecf("limited", *LIMITED)


# The page does nothing


class Listening:
    """A server on loopback that notes what it is asked for."""

    def __init__(self, port: int, asked: list[str]) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.asked = asked


@contextmanager
def listening(page: str = "<p>Asked</p>") -> Iterator[Listening]:
    """Serve one page at every path."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Listening(server.server_port, asked)
        server.shutdown()
        thread.join()


ASKING = """<base href="{there}/"><meta http-equiv="refresh" content="0;url={there}/led-away">
<link rel="stylesheet" href="/css"><link rel="preconnect" href="{there}">
<link rel="prefetch" href="/later"><link rel="icon" href="/icon">
<style>@import "{there}/imported"; body {{ background: url(/background) }}</style>
<script src="/script"></script>
<script>fetch("{there}/fetched"); location = "{there}/moved"; document.body.textContent = "ran";
</script><iframe src="/frame"></iframe><iframe src="{secret}"></iframe>
<object data="{secret}"></object><embed src="{secret}"><video src="/film" autoplay></video>
<img src="/picture" onerror="document.body.textContent = 'ran'">"""


def test_a_saved_page_fetches_nothing_and_runs_nothing(seen: See, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(bar(*FULL), encoding="utf-8")
    with listening() as there:
        asking = ASKING.format(there=there.address, secret=secret.as_uri())

        told = [seen(asking + bar(*LIMITED)) for _ in range(3)]

    assert told == [cmecf("limited", *LIMITED)] * 3
    assert there.asked == []


@pytest.mark.one_engine
def test_without_its_policy_a_saved_page_would_ask(
    browser: Browser, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded defect of the test before: nothing is answered, but the page does ask."""
    asked: list[str] = []
    answer = Looking._answer

    def noting(self: Looking, route: Route) -> None:
        asked.append(route.request.url)
        answer(self, route)

    monkeypatch.setattr(Looking, "_answer", noting)
    monkeypatch.setattr(saved_pages, "_HEADERS", {"content-type": "text/html; charset=utf-8"})
    with listening() as there:
        asking = ASKING.format(there=there.address, secret="about:blank")
        (tmp_path / "page.html").write_text(asking, encoding="utf-8")
        looking = Looking(lambda: browser, project)

        looking.file(tmp_path / "page.html")
        looking._close_context()

    assert f"{there.address}/css" in asked


# The command


def look(*arguments: str | Path) -> CommandResult:
    """Run `python -m walk look` with these arguments."""
    driver = _walker().submit(_driver).result()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("walk.browser.saved_pages.sync_playwright", lambda: nullcontext(driver))
        return run("look", *arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of saved pages, one of them broken."""
    folder = tmp_path / "pages"
    (folder / "below").mkdir(parents=True)
    for name, text in {
        "b.html": LANDINGS["as most courts have it"][0],
        "a.HTM": WEBSITES["the box of most courts"][0],
        "below/c.htm": bar(*LIMITED),
        "notes.txt": bar(*FULL),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.walk
def test_a_folder_is_looked_at_in_order_and_told_as_json(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "seen.json"

    ran = look(folder, "--json", place)

    assert ran.status == 0, ran.error
    assert ran.told == ""
    assert json.loads(place.read_text(encoding="utf-8")) == [
        {"source": str(folder / "a.HTM")} | WEBSITES["the box of most courts"][1],
        {"source": str(folder / "b.html")} | LANDINGS["as most courts have it"][1],
        {"source": str(folder / "below" / "c.htm")} | cmecf("limited", *LIMITED),
    ]


@pytest.mark.walk
def test_one_page_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    (folder / "a.html").write_bytes(b"\0\1\2")

    ran = look(folder, "--json", "-")

    entries = json.loads(ran.told)
    assert ran.status == 3
    assert [entry["screen"] for entry in entries] == [
        "court_website",
        "unknown",
        "landing",
        "cmecf",
    ]
    assert entries[1] == {
        "source": str(folder / "a.html"),
        "screen": "unknown",
        "facts": {},
        "error": "The file holds no text, so it is no page.",
    }


@pytest.mark.walk
def test_without_json_each_page_is_told_in_lines(folder: Path) -> None:
    ran = look(folder / "a.HTM", folder / "below")

    assert ran.status == 0, ran.error
    assert ran.told.splitlines() == [
        f"{folder / 'a.HTM'}: court_website",
        f"    e filing: E-Filing (CM/ECF) -> {ECF} (in a new tab)",
        f"{folder / 'below' / 'c.htm'}: cmecf",
        "    menu: limited",
        "    menu labels: Query | Reports | Utilities | Help | Log Out",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.html"], "There is no 'nowhere.html'"),
        (["{folder}/empty"], "There is no page in"),
        (["https://ecf.elsb.uscourts.gov/"], "is not on loopback"),
        (["http://127.0.0.1@elsb.uscourts.gov/"], "is not on loopback"),
        (["http://localhost.elsb.uscourts.gov/"], "is not on loopback"),
        (["http://[::1"], "is not on loopback"),
        (["file:///etc/passwd"], "is not on loopback"),
        (["{folder}", "--json", "{folder}"], "cannot be written"),
        (["{folder}", "--json", "{folder}/none/seen.json"], "cannot be written"),
        (["{folder}", "--browser", "lynx"], "There is no browser 'lynx'"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    arguments: list[str], told: str, folder: Path, tmp_path: Path
) -> None:
    (folder / "empty").mkdir()

    ran = run("look", *(each.format(folder=folder) for each in arguments))

    assert ran.status == 2
    assert told in ran.error
    assert ran.error.count("\n") == 1
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.walk
def test_a_court_on_loopback_is_read_as_its_scripts_build_it(court: EmbeddedCourt) -> None:
    website, landing = court.served.website, court.served.cmecf
    sign_on = f"{court.served.sign_on}csologin/login.jsf"

    ran = look(website, landing, sign_on, "--json", "-")

    assert ran.status == 0, ran.error
    entries = json.loads(ran.told)
    assert [entry["source"] for entry in entries] == [website, landing, sign_on]
    assert [entry["screen"] for entry in entries] == ["court_website", "landing", "sign_on"]
    assert entries[0]["facts"]["e_filing"]["label"] == "E-Filing (CM/ECF)"
    assert entries[1]["facts"]["document_filing"]["href"] == "/cgi-bin/login.pl"
    assert entries[2]["facts"]["fields"] == ["Username *", "Password *", "Client Code"]


@pytest.mark.walk
def test_a_page_on_loopback_is_built_by_scripts_and_asks_nobody_else() -> None:
    with listening() as other:
        page = (
            f"<script src='{other.address}/script'></script><img src='{other.address}/picture'>"
            f"<div id=bar></div><script>fetch('{other.address}/fetched'); setTimeout(() => {{ "
            f"bar.innerHTML = `{bar(*LIMITED)}`; }}, 1); fetch('/log', {{ method: 'POST' }});"
            "</script>"
        )
        with listening(page) as own:
            ran = look(own.address, "--json", "-")

    assert ran.status == 0, ran.error
    assert json.loads(ran.told) == [{"source": own.address} | cmecf("limited", *LIMITED)]
    assert other.asked == []
    assert set(own.asked) <= {"/", "/favicon.ico", "/l.png"}


@pytest.mark.walk
def test_a_page_on_loopback_that_nobody_serves_is_told() -> None:
    with listening() as gone:
        pass

    ran = look(gone.address, "--json", "-")

    assert ran.status == 3
    (entry,) = json.loads(ran.told)
    assert (entry["screen"], entry["facts"]) == ("unknown", {})
    assert entry["error"].startswith("The page cannot be opened (")


@pytest.mark.walk
def test_ctrl_c_stops_it_with_one_sentence(folder: Path) -> None:
    for at in range(200):
        (folder / f"{at}.html").write_text(bar(*LIMITED), encoding="utf-8")

    looking = subprocess.Popen(
        [sys.executable, "-m", "walk", "look", folder],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with looking:
        assert looking.stdout
        assert looking.stdout.readline().endswith(": cmecf\n")
        # As a terminal does it: to the command, the driver and the browser at once.
        os.killpg(looking.pid, signal.SIGINT)
        _, error = looking.communicate()

    assert looking.returncode == 3
    assert error == "walk: stopped before the end; no report was written.\n"
