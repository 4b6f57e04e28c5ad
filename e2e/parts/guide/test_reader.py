"""Which file a guide is read from."""

from pathlib import Path

import pytest

from walk.errors import UsageError
from walk.guide.reader import GUIDES, read_guide

TEXT = (GUIDES / "wiwb.toml").read_text(encoding="utf-8")


def test_own_guides_are_known_by_their_names_and_go_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "guides"
    own.mkdir()
    for name in ("mine", "cob", "wiwb.accepted"):
        (own / f"{name}.toml").write_text(TEXT.replace("wiwb", "ours", 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert [read_guide(name).court for name in ("mine", "cob", "wiwb")] == ["ours", "ours", "wiwb"]
    assert read_guide("guides/wiwb.accepted.toml").court == "ours"
    with pytest.raises(UsageError) as refused:
        read_guide("wiwb.accepted")
    *known, _ = str(refused.value).partition("the known ones are ")[2].split(", ")
    assert known == sorted({"mine"} | {each.stem for each in GUIDES.glob("*.toml")})
