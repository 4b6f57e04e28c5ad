"""Which addresses belong to a court: by scheme, host and port, and not by how they begin."""

import pytest

from walk.settings.sites import Addresses, is_asset, is_loopback, is_on, leads_out

COURT = Addresses(
    "https://www.wiwb.uscourts.gov/",
    "https://pacer.login.uscourts.gov/",
    "https://ecf.wiwb.uscourts.gov:8443/",
)
OWN = Addresses("https://www.a.test/", "https://b.a.test/", "https://c.d.a.test/")


@pytest.mark.parametrize(
    ("address", "is_there"),
    [
        ("https://www.wiwb.uscourts.gov/any?thing#here", True),
        ("https://pacer.login.uscourts.gov", True),
        ("https://ecf.wiwb.uscourts.gov:8443/", True),
        ("https://ecf.wiwb.uscourts.gov/", False),
        ("http://www.wiwb.uscourts.gov/", False),
        ("https://www.wiwb.uscourts.gov.x.test/", False),
        ("https://x.www.wiwb.uscourts.gov/", False),
        ("about:blank", False),
    ],
)
def test_an_address_is_on_a_site_of_the_same_scheme_host_and_port(
    address: str, *, is_there: bool
) -> None:
    assert is_on(address, COURT) == is_there


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://cdn.test/a.js", True),
        ("https://cdn.test:443/a.js", True),
        ("https://cdn.test:444/a.js", False),
        ("http://cdn.test/a.js", False),
        ("https://x.cdn.test/a.js", False),
        ("https://own.test:8443/a.js", True),
        ("https://own.test/a.js", False),
        ("http://localhost:5000/a.js", True),
        ("https://127.0.0.1/a.js", False),
    ],
)
def test_an_asset_is_a_host_at_its_usual_port_or_an_origin(address: str, *, is_one: bool) -> None:
    assets = ("cdn.test", "https://own.test:8443", "localhost")

    assert is_asset(address, assets) == is_one


@pytest.mark.parametrize(
    ("addresses", "address", "does"),
    [
        (COURT, "https://www.wiwb.uscourts.gov/a", False),
        (COURT, "https://pcl.uscourts.gov/", False),
        (COURT, "https://uscourts.gov/", False),
        (COURT, "https://www.pacer.gov/", False),
        (COURT, "https://pacer.gov/", False),
        (COURT, "https://notpacer.gov/", True),
        (COURT, "https://xuscourts.gov/", True),
        (COURT, "https://uscourts.gov.x.test/", True),
        (COURT, "mailto:a@x.test", False),
        (OWN, "https://e.a.test/", False),
        (OWN, "https://a.test/", False),
        (OWN, "https://xa.test/", True),
        (OWN, "https://www.pacer.gov/", False),
        # Sites without a domain in common may have their pages anywhere.
        (
            Addresses("https://a.test/", "https://b.test/", "https://c.test/"),
            "https://x.org/",
            False,
        ),
        (Addresses(*["http://localhost:1/"] * 3), "https://x.org/", False),
        (Addresses(*["https://a.test/"] * 3), "https://x.org/", True),
    ],
)
def test_what_leads_out_is_in_no_domain_of_the_court_or_the_judiciary(
    addresses: Addresses, address: str, *, does: bool
) -> None:
    assert leads_out(address, addresses) == does


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("localhost", True),
        ("a.localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("xlocalhost", False),
        ("localhost.x.test", False),
        ("128.0.0.1", False),
        ("127.0.0.1.x.test", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_and_nothing_else(host: str, *, is_here: bool) -> None:
    assert is_loopback(host) == is_here


def test_a_court_is_on_loopback_only_if_all_of_it_is() -> None:
    here, there = "http://localhost/", "https://a.test/"

    assert Addresses(here, here, here).are_loopback
    for sites in ((there, here, here), (here, there, here), (here, here, there)):
        assert not Addresses(*sites).are_loopback
