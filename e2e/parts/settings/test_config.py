"""The configuration file: what it may say, and the sentence for each thing it may not."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from e2e.walks.run import ROOT
from walk.errors import UsageError
from walk.settings.config import CONFIG_PATH, SCHEMA_PATH, read_config, schema_text
from walk.settings.sites import Addresses

COMMITTED: dict[str, Any] = json.loads((ROOT / CONFIG_PATH).read_text(encoding="utf-8"))

LOOPBACK = {
    "kind": "mock",
    "website": "http://www.{court}.uscourts.localhost:8000/",
    "signOn": "http://127.0.0.2:8000",
    "cmecf": "http://[::1]:8000/",
}


def written(tmp_path: Path, **changes: object) -> Path:
    """Write the committed configuration with these top-level keys in place of its own."""
    path = tmp_path / "config.json"
    path.write_text(json.dumps(COMMITTED | changes), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    """Return the sentence with which a file is refused, without the folder it lies in."""
    with pytest.raises(UsageError) as refused:
        read_config(path)
    return str(refused.value).replace(f"{path.parent}/", "")


def test_the_committed_file_sets_what_a_walk_runs_with() -> None:
    config = read_config(ROOT / CONFIG_PATH)

    chromium, firefox = config.project("chromium"), config.project("firefox")
    assert (chromium.use.browser_name, chromium.use.channel) == ("chromium", None)
    assert (firefox.use.browser_name, firefox.use.channel) == ("firefox", "moz-firefox")
    assert (chromium.use.headless, chromium.use.viewport.width, chromium.use.viewport.height) == (
        (True, 1280, 800)
    )
    assert (config.expect.timeout, chromium.use.action_timeout) == (5000, 5000)
    assert chromium.use.navigation_timeout == 15000


def test_the_committed_environments_are_the_real_court_and_its_training_site() -> None:
    config = read_config(ROOT / CONFIG_PATH)

    assert config.environment("mock").addresses("wiwb") is None
    assert config.environment("live").addresses("wiwb") == Addresses(
        "https://www.wiwb.uscourts.gov/",
        "https://pacer.login.uscourts.gov/",
        "https://ecf.wiwb.uscourts.gov/",
    )
    assert config.environment("training").addresses("cob") == Addresses(
        "https://www.cob.uscourts.gov/",
        "https://train-login.uscourts.gov/",
        "https://ecf-train.cob.uscourts.gov/",
    )
    assert (config.environment("live").name, config.environment("live").kind) == ("live", "live")


def test_the_committed_schema_is_the_one_of_the_dataclasses() -> None:
    assert (ROOT / SCHEMA_PATH).read_text(encoding="utf-8") == schema_text(), "run `make schema`"


def test_the_committed_file_conforms_to_the_schema() -> None:
    schema = json.loads(schema_text())

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(COMMITTED, schema)
    with pytest.raises(jsonschema.ValidationError, match="slowMoo"):
        jsonschema.validate(COMMITTED | {"use": {"launchOptions": {"slowMoo": 1}}}, schema)


def test_the_page_about_usage_names_every_key() -> None:
    usage = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    schema = json.loads(schema_text())
    parts = [schema, *schema["$defs"].values()]

    keys = {key for part in parts for key in part.get("properties", ())} - {"$schema", "name"}

    assert {key for key in keys if not re.search(rf"[`.]{key}[`.]", usage)} == set()


def test_a_project_is_set_over_the_common_settings_key_by_key(tmp_path: Path) -> None:
    common = {"headless": False, "locale": "en-US", "launchOptions": {"slowMo": 50}}
    own = {"locale": "es-US", "launchOptions": {"args": ["--mute-audio"]}}
    path = written(tmp_path, use=common, projects=[{"name": "mine", "use": own}])

    use = read_config(path).project("mine").use

    assert (use.headless, use.locale) == (False, "es-US")
    assert (use.launch_options.args, use.launch_options.slow_mo) == (("--mute-audio",), 0)


@pytest.mark.parametrize(
    ("common", "own"),
    [
        ({"headless": True}, {"headless": False}),
        (
            {"actionTimeout": 9, "navigationTimeout": 9},
            {"actionTimeout": 0, "navigationTimeout": 0},
        ),
        ({"locale": "en-US"}, {"locale": ""}),
        ({"locale": "en-US", "channel": "chrome"}, {"locale": None, "channel": None}),
        ({"launchOptions": {"slowMo": 9, "args": ["-a"]}}, {"launchOptions": {"slowMo": 0}}),
        ({"trace": "on"}, {"trace": "off"}),
    ],
)
def test_a_setting_of_a_project_goes_over_the_common_one_though_it_is_false_or_nothing(
    tmp_path: Path, common: dict[str, object], own: dict[str, object]
) -> None:
    together = written(tmp_path, use=common, projects=[{"name": "mine", "use": own}])
    read = read_config(together).project("mine").use
    alone = written(tmp_path, use={}, projects=[{"name": "mine", "use": own}])

    assert read == read_config(alone).project("mine").use
    assert (
        read
        != read_config(written(tmp_path, use=common, projects=[{"name": "mine"}]))
        .project("mine")
        .use
    )


def test_a_mock_with_addresses_is_taken_on_any_loopback_address(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, environments={"near": LOOPBACK}))

    assert config.environment("near").addresses("wiwb") == Addresses(
        "http://www.wiwb.uscourts.localhost:8000/", "http://127.0.0.2:8000/", "http://[::1]:8000/"
    )


@pytest.mark.parametrize("court", ["", "evil.example/", "wiwb.evil", "WIWB", "wi wb"])
def test_a_court_cannot_lead_to_another_host_by_its_name(court: str) -> None:
    environment = read_config(ROOT / CONFIG_PATH).environment("live")

    with pytest.raises(UsageError, match="cannot be part of an address"):
        environment.addresses(court)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"use": {"launchOptions": {"slowMoo": 5}}},
            "Unknown key `use.launchOptions.slowMoo` in config.json; write `slowMo`.",
        ),
        (
            {"projects": [{"name": "a", "use": {"viewport": {"colour": 1}}}]},
            "Unknown key `projects.0.use.viewport.colour` in config.json; "
            "the keys known there are width, height.",
        ),
        (
            {"environments": {"mock": {"kind": "mock", "sign_on": "http://localhost/"}}},
            "Unknown key `environments.mock.sign_on` in config.json; write `signOn`.",
        ),
        (
            {"colour": "red"},
            "Unknown key `colour` in config.json; the keys known there are "
            "projects, environments, $schema, timeout, stepTimeout, walkTimeout, expect, use.",
        ),
        ({"timeout": "5"}, '`timeout` in config.json is "5"; it should be a valid integer.'),
        (
            {"expect": {"timeout": -1}},
            "`expect.timeout` in config.json is -1; it should be greater than or equal to 0.",
        ),
        (
            {"use": {"headless": "true"}},
            '`use.headless` in config.json is "true"; it should be a valid boolean.',
        ),
        (
            {"projects": [{"name": "a", "use": {"browserName": "opera"}}]},
            '`projects.0.use.browserName` in config.json is "opera"; '
            "it should be 'chromium', 'firefox' or 'webkit'.",
        ),
        (
            {"projects": [{"name": "a", "use": {"browserName": "firefox", "channel": "chrome"}}]},
            "`projects.0.use.channel` in config.json is 'chrome', which is no channel of firefox; "
            "write moz-firefox or leave the channel out.",
        ),
        (
            {"projects": [{"name": "a", "use": {"browserName": "webkit", "channel": "chrome"}}]},
            "`projects.0.use.channel` in config.json is 'chrome', which is no channel of webkit; "
            "write another browserName or leave the channel out.",
        ),
        (
            {"projects": []},
            "`projects` in config.json is []; "
            "it should have at least 1 item after validation, not 0.",
        ),
        ({"projects": [{}]}, "The key `projects.0.name` is missing in config.json; add it."),
        (
            {"projects": [{"name": "a"}, {"name": "a"}]},
            "Two `projects` in config.json have the name 'a'; rename one.",
        ),
        (
            {"environments": {"mock": {"kind": "mok"}}},
            '`environments.mock.kind` in config.json is "mok"; '
            "it should be 'mock', 'live' or 'training'.",
        ),
    ],
)
def test_a_wrong_key_or_value_is_named(
    tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    assert sentence in refusal(written(tmp_path, **changes)).splitlines()


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"website": "http://www.wiwb.uscourts.gov/"}, "a mock court is only on loopback"),
        ({"website": "http://{court}/"}, "a mock court is only on loopback"),
        ({"website": "http://localhost.evil.example/"}, "a mock court is only on loopback"),
        ({"website": "http://10.0.0.1/"}, "a mock court is only on loopback"),
        ({"website": "ftp://localhost/"}, "begins with http:// or https://"),
        ({"website": "localhost:8000"}, "begins with http:// or https://"),
        ({"website": "http://localhost:port/"}, "should be an address such as"),
        ({"website": "http://john@localhost/"}, "no login in it"),
        ({"website": "http://localhost/{cuort}"}, "the only placeholder is {court}"),
        ({"website": "http://localhost/{court"}, "the only placeholder is {court}"),
        ({"website": "http://localhost/court}"}, "the only placeholder is {court}"),
        ({"website": "http://localhost/", "signOn": None}, "needs all three addresses"),
        ({"kind": "live"}, None),
        ({"kind": "live", "cmecf": "http://ecf.{court}.uscourts.gov/"}, "begin with https://"),
        ({"kind": "training", "cmecf": None}, "needs all three addresses"),
    ],
)
def test_an_address_is_one_that_its_kind_of_environment_may_have(
    tmp_path: Path, changes: dict[str, object], advice: str | None
) -> None:
    path = written(tmp_path, environments={"near": LOOPBACK | changes})

    if advice is None:
        assert read_config(path).environment("near").kind == "live"
    else:
        sentence = refusal(path)
        assert advice in sentence
        assert "`environments.near." in sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[]",
            "The configuration file config.json holds no JSON object; "
            "let it begin with { and end with }.",
        ),
        (
            '{\n  "timeout" 1\n}',
            "The configuration file config.json is not JSON: "
            "Expecting ':' delimiter: line 2 column 13 (char 14); correct it there.",
        ),
        (
            '{"use": {"locale": "a", "locale": "b"}}',
            "The key `locale` is twice in config.json; remove one of the two.",
        ),
        ("{}", "The key `projects` is missing in config.json; add it."),
    ],
)
def test_a_file_that_is_no_configuration_is_refused(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "config.json"
    path.write_text(text, encoding="utf-8")

    assert sentence in refusal(path).splitlines()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b'{"timeout": "\xe9"}')

    assert refusal(tmp_path / "none") == (
        "The configuration file none cannot be read (No such file or directory); "
        "give an existing one with --config."
    )
    assert refusal(tmp_path / "latin") == (
        "The configuration file latin is not UTF-8 text; save it as UTF-8."
    )
    assert "cannot be read" in refusal(tmp_path)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    config = read_config(ROOT / CONFIG_PATH)

    with pytest.raises(UsageError, match="no browser 'opera'; the known ones are chromium, fire"):
        config.project("opera")
    with pytest.raises(UsageError, match="no environment 'prod'; the known ones are mock, live, "):
        config.environment("prod")


@pytest.mark.parametrize(
    "asset",
    ["cdn.example.com", "https://cdn.example.com", "https://a.b:8443", "http://a.localhost:1"],
)
def test_an_asset_is_a_host_or_an_origin(tmp_path: Path, asset: str) -> None:
    near = LOOPBACK | {"assets": [asset]}

    config = read_config(written(tmp_path, environments={"near": near}))

    assert config.environment("near").assets == (asset,)


@pytest.mark.parametrize(
    "asset",
    [
        *("", "*", "*.example.com", "cdn.example.com/", "cdn.example.com:8443", "CDN.example.com"),
        *("https://cdn.example.com/", "https://cdn.example.com/a", "http://cdn.example.com"),
        *("ftp://cdn.example.com", "https://a@b.example", "a b", "https://", "MAP * 1.2.3.4"),
    ],
)
def test_what_is_no_host_and_no_origin_is_no_asset(tmp_path: Path, asset: str) -> None:
    near = LOOPBACK | {"assets": [asset]}

    assert refusal(written(tmp_path, environments={"near": near})) == (
        f"`environments.near.assets` in config.json has {asset!r}; write a host such as "
        "cdn.example.com, or an origin such as https://cdn.example.com:8443."
    )
