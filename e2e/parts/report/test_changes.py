"""What differs is marked within the words, and not the words as a whole."""

import pytest

from walk.report.page.changes import Part, changed


def marked(parts: list[Part]) -> str:
    """Return a text with brackets around what differs."""
    return "".join(f"[{part.text}]" if part.differs else part.text for part in parts)


@pytest.mark.parametrize(
    ("documented", "observed", "was", "now"),
    [
        ("Utilities", "Utility Tools", "Utilit[ies]", "Utilit[y Tools]"),
        (
            "Select Log Out now",
            "Select Sign Out now",
            "Select [Log] Out now",
            "Select [Sign] Out now",
        ),
        ("E-Filing", "E-Filing »", "E-Filing", "E-Filing[ »]"),
        ("Unlinking", "Linking", "[Unl]inking", "[L]inking"),
        ("Help", "Query", "[Help]", "[Query]"),
        ("same", "same", "same", "same"),
        ("gone", None, "[gone]", ""),
        (None, "new", "", "[new]"),
        ("x " * 3000, "y", f"[{'x ' * 3000}]", "[y]"),
    ],
)
def test_what_differs_is_marked(
    documented: str | None, observed: str | None, was: str, now: str
) -> None:
    there, here = changed(documented, observed)

    assert (marked(there), marked(here)) == (was, now)
