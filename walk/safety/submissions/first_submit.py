"""What the first Submit of linking may send: the form that a walk has filled in."""

from collections.abc import Collection

from pages.reading.form import read_form
from pages.screen import Screen
from walk.safety.submissions.submission import ByScript, Submission


def first_submission(screen: Screen, words: str, typed: Collection[str]) -> Submission | None:
    """Return the one request of the button of those words, or None if nobody can tell what it is.

    `typed` is what the walk has entered, and a script has to send all of it.
    """
    form = read_form(screen.button(words))
    if form is None:
        return None
    # A script gives what a reader fills in any name, and what the court has hidden keeps its own.
    fields = tuple(("" if each.is_drawn else each.name, each.value) for each in form.fields)
    by_script = ByScript(form.frame, form.address, form.says_where, fields, (form.button,))
    is_whole = {*typed} <= {value for _, value in fields}
    return Submission(form.method, form.address, by_script=by_script if is_whole else None)
