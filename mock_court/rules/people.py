"""The people whom the mock court knows: all of them made here by Faker, none of them real."""

import base64
import hashlib
import secrets
import string
from dataclasses import dataclass, field, replace
from enum import StrEnum
from random import Random

from faker import Faker

# Faker has 26 and takes most of its time to load them.
_PROVIDERS = [f"faker.providers.{each}" for each in ("company", "internet", "misc", "person")]
_BASE32 = string.ascii_uppercase + "234567"


class PacerKind(StrEnum):
    """What sort of PACER account somebody has; only the last two can ever be linked."""

    LEGACY = "legacy"
    ADMINISTRATIVE = "administrative"
    INDIVIDUAL = "individual"
    SHARED = "shared"


class CmecfKind(StrEnum):
    """What sort of CM/ECF account somebody has; a corporate one is shared and cannot be linked."""

    INDIVIDUAL = "individual"
    CORPORATE = "corporate"


@dataclass(frozen=True)
class PacerAccount:
    """A PACER account; its number names the account in the addresses of CM/ECF pages."""

    username: str
    password: str = field(repr=False)
    name: str
    email: str
    number: int
    kind: PacerKind = PacerKind.INDIVIDUAL
    client_code_required: bool = False
    otp_secret: str | None = field(default=None, repr=False)
    update_required: bool = False
    files_elsewhere: bool = False
    """Filing rights at some other court bring the redaction agreement at every sign-on."""


@dataclass(frozen=True)
class CmecfAccount:
    """An e-filing account at one court, as it was before the court moved to NextGen."""

    login: str
    password: str = field(repr=False)
    name: str
    kind: CmecfKind = CmecfKind.INDIVIDUAL


@dataclass(frozen=True)
class Attorney:
    """A person with a PACER account and a CM/ECF account."""

    pacer: PacerAccount
    cmecf: CmecfAccount


def with_passcode(attorney: Attorney) -> Attorney:
    """Return the attorney with a TOTP secret for the PACER account, if it has none yet."""
    account = attorney.pacer
    if account.otp_secret is not None:
        return attorney
    # Made from the account, so that the same seed makes the same secrets too.
    digest = hashlib.sha256(f"{account.username} {account.password}".encode()).digest()
    secret = base64.b32encode(digest[:20]).decode()
    return replace(attorney, pacer=replace(account, otp_secret=secret))


class People:
    """Makes attorneys and firms; the same seed makes the same people."""

    def __init__(self, seed: int | None = None) -> None:
        """Start from `seed`, or from a random one, which is kept for the report."""
        self.seed = secrets.randbelow(2**32) if seed is None else seed
        self._faker = Faker("en_US", providers=_PROVIDERS)
        self._faker.seed_instance(self.seed)
        self._random: Random = self._faker.random
        self._taken: set[str] = set()

    def attorney(
        self, *, kind: PacerKind = PacerKind.INDIVIDUAL, passcode: bool = False
    ) -> Attorney:
        """Make an attorney with both accounts; `passcode` gives the PACER account a TOTP secret."""
        name = f"{self._faker.first_name()} {self._faker.last_name()}"
        letters = "".join(character for character in name.lower() if character.isalpha())
        # A legacy username has six characters; since 2014 a chosen one has eight or more.
        is_legacy = kind is PacerKind.LEGACY
        username = self._numbered(letters[:2], 4) if is_legacy else self._numbered(letters[:8], 6)
        pacer = PacerAccount(
            username=username,
            password=self._password(),
            name=name,
            email=f"{username}@{self._faker.safe_domain_name()}",
            number=int(self._numbered("1", 5)),
            kind=kind,
            otp_secret="".join(self._random.choices(_BASE32, k=32)) if passcode else None,
        )
        cmecf = CmecfAccount(self._numbered(letters[:6], 5), self._password(), name)
        return Attorney(pacer, cmecf)

    def firm(self, *, attorneys: int = 3) -> tuple[Attorney, ...]:
        """Make a firm whose attorneys share one PACER account and have a CM/ECF account each."""
        first, *others = (self.attorney() for _ in range(attorneys))
        shared = replace(first.pacer, name=self._faker.company(), kind=PacerKind.SHARED)
        return tuple(replace(attorney, pacer=shared) for attorney in (first, *others))

    def _numbered(self, beginning: str, digits: int) -> str:
        """Return the beginning with random digits behind it, as nobody else has it."""
        while True:
            name = beginning + "".join(self._random.choices(string.digits, k=digits))
            if name not in self._taken:
                self._taken.add(name)
                return name

    def _password(self) -> str:
        # PACER asks for 14 to 45 characters, with a special one (standard of August 2025).
        return self._faker.password(length=16, special_chars=True)
