"""The e-mail that notifies an attorney of a new link."""

import hashlib
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage

from mock_court.courts.profile import Profile
from mock_court.rules.people import CmecfAccount, PacerAccount

# Invented, like the subject: nobody who published a guide has shown the real court's e-mail.
_NOTICE = """\
This is a mail of a mock court: no real account was linked.

Your PACER account has been linked to your CM/ECF account at the
{court}.

PACER account: {pacer.name} ({pacer.username})
CM/ECF account: {cmecf.name} ({cmecf.login})
Linked: {linked_at:%Y-%m-%d %H:%M:%S %Z}

The link is permanent. Your CM/ECF login and password no longer work:
log on with your PACER account from now on.
"""


def linking_notice(
    profile: Profile, pacer: PacerAccount, cmecf: CmecfAccount, linked_at: datetime
) -> EmailMessage:
    """Write the notice of a link; `ValueError` if a name or address holds a line break."""
    # One link has one Message-ID, so that a notice which is sent twice is still one mail.
    names = f"{profile.id}\n{pacer.username}\n{cmecf.login}\n{linked_at.isoformat()}"
    message_id = hashlib.sha256(names.encode()).hexdigest()[:24]
    notice = EmailMessage(policy=policy.SMTP)
    notice["Message-ID"] = f"<{message_id}@{profile.cmecf_host}>"
    notice["Date"] = linked_at
    notice["From"] = Address(f"{profile.title} (mock)", "cmecf", profile.cmecf_host)
    notice["To"] = Address(pacer.name, addr_spec=pacer.email)
    notice["Subject"] = f"[Mock court] Accounts linked: {profile.title}"
    notice["Auto-Submitted"] = "auto-generated"
    # Not every mail server takes eight-bit text, and quoted-printable stays readable in a log.
    notice.set_content(
        _NOTICE.format(court=profile.full_name, pacer=pacer, cmecf=cmecf, linked_at=linked_at),
        cte="quoted-printable",
    )
    return notice
