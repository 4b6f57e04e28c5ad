"""The command `plan`: what a walk would do, and what it would withhold, without a browser."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from walk.guide.model import Guide
from walk.guide.reader import read_guide
from walk.results import ExitStatus
from walk.safety.credentials import permit_from
from walk.safety.names.glyphs import check_installed
from walk.safety.policy import Policy
from walk.safety.sign_on_budget import state_folder
from walk.settings.config import Environment, read_config


@dataclass(frozen=True)
class PlanOptions:
    """What the command line says of a walk that is only planned."""

    guide: str
    environment: str
    config: Path
    permit_link: str | None


def plan(options: PlanOptions) -> int:
    """Print which steps would be walked, which withheld and why, and which hosts would be met."""
    guide = read_guide(options.guide)
    environment = read_config(options.config).environment(options.environment)
    is_own = environment.addresses(guide.court) is None
    permit = permit_from(options.permit_link, os.environ, is_embedded=is_own)
    if permit:
        check_installed()
    policy = (
        Policy(environment.name, is_own_court=True)
        if is_own
        else Policy.elsewhere(environment.name, os.environ, permit)
    )
    print(f"{guide.title} ({guide.court}) at {environment.name!r} ({environment.kind})")
    for step in policy.schedule(guide):
        what = f"withheld: {step.withheld}" if step.withheld else "walked"
        print(f"{step.number:>3}  {what}  [{step.action}]")
    for line in _hosts(guide, environment, policy):
        print(line)
    return ExitStatus.AS_DOCUMENTED


def _hosts(guide: Guide, environment: Environment, policy: Policy) -> Iterator[str]:
    addresses = environment.addresses(guide.court)
    if addresses is None:
        yield "Hosts: the embedded mock court at *.uscourts.localhost, and nothing else."
        yield "Credentials: of an attorney that it makes up, typed there and nowhere else."
        return
    hosts, loads = f"Hosts: {', '.join(addresses.sites)}", "images, styles, scripts, fonts"
    if policy.credentials is None:
        yield f"{hosts}; from others only {loads}."
        yield "Credentials: none are given, so none are typed."
        return
    assets = ", ".join(environment.assets)
    yield f"{hosts}; from {assets} only {loads}." if assets else f"{hosts}, and nothing else."
    typed = {"PACER": addresses.sign_on}
    if "CM/ECF login" in policy.credentials.values:
        typed["CM/ECF"] = addresses.cmecf
    yield f"Credentials: {'; '.join(f'{name} at {site}' for name, site in typed.items())}"
    if policy.credentials.not_kept:
        yield "Not typed: those of CM/ECF, since linking is not permitted; the form is only tried."
    if policy.permit:
        yield "Once for each attorney: a second walk stops where the menus show that one is linked."
    if not addresses.are_loopback:
        yield (
            f"Sign-ons: one, of at most {environment.sign_ons_per_hour} within an hour, counted in "
            f"{state_folder()}; {environment.slow_mo} ms before each action."
        )
