"""Whether what a script got for an answer is what it asked for."""

import pytest

from walk.browser.answers.script_answers import ScriptAnswer

PARTIAL = {"faces-request": "partial/ajax"}
DELTA = {"x-microsoftajax": "Delta=true"}
NOT_WHOLE = "has no parts of the page in it, or not all of them"
XML = {"accept": "application/xml, text/xml, */*; q=0.01"}
JSON = {"accept": "application/json, text/javascript, */*; q=0.01"}
ANY = {"accept": "*/*"}
PARTS = "<?xml version='1.0' encoding='UTF-8'?><partial-response><changes/></partial-response>"
PAGE = "<!DOCTYPE html><html><head><title>PACER: <b>Home</b></title></head><p>Welcome</html>"
BLOCKED = "<html><title>Request Rejected</title>The requested URL was rejected.</html>"

EMPTY, IS_PAGE = "is empty", "is a page where XML was asked for"
NOT_XML, NOT_JSON = "is not well-formed XML, or not whole", "is not JSON, or not whole"
UNUSED = "is a page that the script could not use"


def got(text: str, **more: object) -> ScriptAnswer:
    """Return an answer to a form."""
    return ScriptAnswer("http://a.test/", **{"method": "POST", "text": text, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "flaw"),
    [
        # What JavaServer Faces asks for, however it says so
        (got(PARTS, asked=PARTIAL), None),
        (got(f"\ufeff{PARTS}\n", asked=PARTIAL, type="text/html"), None),
        (got("", asked=PARTIAL), EMPTY),
        (got(" \n", asked=PARTIAL), EMPTY),
        (got("", asked=PARTIAL, status=204), EMPTY),
        (got(PAGE, asked=PARTIAL), IS_PAGE),
        (got(PAGE, sent="a=b&javax.faces.partial.ajax=true"), IS_PAGE),
        (got(PAGE, sent="jakarta.faces.partial.ajax=true"), IS_PAGE),
        (got("<html><body>Down</body></html>", asked=PARTIAL), IS_PAGE),
        (got("<answer/>", asked=PARTIAL), "has no parts of the page in it"),
        (got(PARTS[:-9], asked=PARTIAL), NOT_XML),
        (got("<partial-response><changes></partial-response>", asked=PARTIAL), NOT_XML),
        (got('{"error": 1}', asked=PARTIAL), NOT_XML),
        (got("<!DOCTYPE x><x/>", asked=PARTIAL), "is not what was asked for"),
        # What ASP.NET asks for
        (got("1|#||4|23|pageRedirect||http%3a%2f%2fa.test%2fx|", asked=DELTA), None),
        (got("1|#||4|2|updatePanel|a_b|a||", asked=DELTA), None),
        (got("1|#||4|21|pageRedirect||http%3a", asked=DELTA), NOT_WHOLE),
        (got("1|#||4|5", asked=DELTA), NOT_WHOLE),
        (got("Sorry.", asked=DELTA), NOT_WHOLE),
        (got(PAGE, asked=DELTA), NOT_WHOLE),
        (got("", asked=DELTA, status=204), EMPTY),
        # What any other script asks for, or what the answer says that it is
        (got("<answer/>", asked=XML), None),
        (got("<answer>", asked=XML), NOT_XML),
        (got("<answer>", asked=ANY, type="text/xml; charset=utf-8"), NOT_XML),
        (got("<p>A part", asked=ANY, type="application/xhtml+xml;html"), None),
        (got("[1]", asked=JSON), None),
        (got("[1", asked=JSON), NOT_JSON),
        (got("[1", asked=ANY, type="application/json"), NOT_JSON),
        (got("[1", asked=ANY, type="application/problem+json"), NOT_JSON),
        (got(PAGE, asked=JSON), "is a page where JSON was asked for"),
        (got("OK", asked={"accept": "application/json, text/plain, */*"}), None),
        (
            got(PAGE, asked={"accept": "application/json, text/plain, */*"}),
            "is a page where JSON was asked for",
        ),
        (got("<p>A part", asked={"accept": "text/html, application/xhtml+xml"}), None),
        # Of what nobody knows what was asked for, a form still wants an answer
        (got("OK"), None),
        (got(""), EMPTY),
        (got("", status=204), None),
        (got("", method="GET"), None),
        (got("", method="GET", asked=JSON), EMPTY),
        (got(PAGE, asked=ANY), None),
        (got(PAGE, asked=ANY, was_in_vain=True), UNUSED),
        (got(PAGE, asked={"accept": "text/html"}, was_in_vain=True), None),
        (got("<p>A part", asked=ANY, was_in_vain=True), None),
        (got(BLOCKED, asked=ANY), UNUSED),
    ],
)
def test_an_answer_is_what_was_asked_for_or_is_told(answer: ScriptAnswer, flaw: str | None) -> None:
    assert answer.flaw == flaw


def test_an_answer_that_is_a_page_says_what_it_is() -> None:
    assert got(PAGE).title == "PACER: Home"
    assert got("<html><h1>Closed\n today</h1>").title == "Closed today"
    assert got(PARTS).title == ""
    assert (got(BLOCKED).gatekeeper, got(PAGE).gatekeeper) == ("a block page", None)
    assert got("The requested URL was rejected.").gatekeeper is None
