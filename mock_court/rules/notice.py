"""The e-mail that notifies an attorney of a new link."""

import hashlib
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path

from mock_court.courts.profile import Profile
from mock_court.rules.people import CmecfAccount, PacerAccount

# Invented, like the subject: nobody who published a guide has shown the real court's e-mail.
_NOTICE = Path(__file__).with_name("notice.txt").read_text(encoding="utf-8")


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
