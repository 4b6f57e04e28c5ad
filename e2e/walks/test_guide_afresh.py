"""Two walks of the same court give the same guide, to the byte and with its pictures."""

from pathlib import Path

import pytest

from e2e.walks.run import follow, run


@pytest.mark.walk
@pytest.mark.nightly("e2e/parts/handout: two runs of the same walk give the same bytes")
def test_two_walks_with_the_same_people_give_the_same_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: list[str] = []
    guides: dict[str, list[bytes]] = {"html": [], "md": []}

    for name in ("one", "other"):
        ran = follow(tmp_path / name, "--scenario", "same-people", evidence=True)
        assert ran.status == 0
        names.append(ran.court.attorney.pacer.name)
        for kind, written in guides.items():
            made = run("guide", tmp_path / name, "--format", kind, "--out", f"guide.{kind}")
            assert (made.status, made.error) == (0, "")
            written.append(Path(f"guide.{kind}").read_bytes())

    for one, other in guides.values():
        assert one == other
    page = guides["html"][0].decode()
    assert page.count("data:image/png") >= 8
    assert len({*names}) == 1
    assert names[0].encode() not in guides["md"][0]
