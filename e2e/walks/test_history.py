"""Every walk adds itself to a history, whatever becomes of it."""

from pathlib import Path

import pytest

from e2e.parts.history.receiver import TOKEN, receiver
from e2e.walks.run import follow, impatient
from walk.history.reading import read_history


@pytest.mark.walk
def test_each_walk_is_added_to_the_history_beside_its_report(tmp_path: Path) -> None:
    options = ("--until", "1", "--config", impatient(tmp_path))

    for more in ((), ("--scenario", "website-maintenance")):
        follow(tmp_path / "reports" / "last", *options, *more)

    runs = read_history(tmp_path / "reports" / "walk-history").runs
    assert [run.outcome for run in runs] == ["as_documented", "undetermined"]


@pytest.mark.walk
def test_what_is_missing_is_outlined_where_the_last_good_walk_saw_it(tmp_path: Path) -> None:
    report, words = tmp_path / "report", "E-Filing Proof of Claim"
    options = ("--until", "2", "--config", impatient(tmp_path))
    removed = ("--scenario", "drift:removed:website/e-filing-proof-of-claim")

    good = follow(report, *options, evidence=True).step(2)
    step = follow(report, *options, *removed, evidence=True).step(2)

    (was,) = (each for each in good["places"] if each["words"] == words)
    (mark,) = (each for each in step["marks"] if each["what"] == "missing")
    assert mark == was | {"what": "missing"}
    assert f"{words}</q> should have been." in (report / "index.html").read_text(encoding="utf-8")


@pytest.mark.walk
def test_a_history_that_cannot_be_written_changes_no_verdict(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("mine", encoding="utf-8")

    ran = follow(tmp_path / "report", "--until", "1", "--history", place, evidence=True)

    assert (ran.status, ran.result["outcome"]) == (0, "as_documented")
    assert ran.error == f"walk: the history {place} lacks this walk (File exists).\n"
    assert place.read_text(encoding="utf-8") == "mine"


@pytest.mark.walk
@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_a_walk_tells_a_service_only_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    changed = ("--scenario", "drift:renamed:website/e-filing-debtor-education:File here")
    report, options = tmp_path / "report", ("--until", "2")

    with receiver() as server:
        given = ("--notify", server.service.address)
        ran = [follow(report, *options, *given, *changed) for _ in range(2)]
        # A token is on no command line if it comes by the variable.
        monkeypatch.setenv("NOTIFY_URL", server.service.address)
        ran.append(follow(report, *options))

    assert [(each.status, each.error) for each in ran] == [(1, ""), (1, ""), (0, "")]
    assert [message["title"] for _, message in server.received] == [
        "wiwb (mock): the site differs from its guide",
        "wiwb (mock): the site is as documented again",
    ]
    assert "observed 'File here'." in server.received[0][1]["message"]
    runs = read_history(tmp_path / "walk-history").runs
    assert [run.outcome for run in runs] == ["differs", "differs", "as_documented"]
    assert runs[1].steps[1].drifts[0].observed == "File here"
    for file in tmp_path.rglob("*.*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes()


@pytest.mark.walk
@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_a_service_that_takes_nothing_changes_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    changed = ("--scenario", "drift:renamed:website/e-filing-debtor-education:File here")
    options = ("--until", "2", "--config", impatient(tmp_path))

    with receiver(500) as server:
        ran = follow(tmp_path / "report", *options, *changed, "--notify", server.service.address)

    assert ran.status == 1
    assert ran.error == (
        "walk: A notice of this walk was not taken by every service of --notify.\n"
    )


def test_an_address_of_no_service_is_refused_before_the_walk(tmp_path: Path) -> None:
    ran = follow(tmp_path / "report", "--notify", "nowhere")

    assert (ran.status, ran.output, ran.error.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []
