"""What has to hold before a walk signs on once more, where it may have linked accounts for good."""

from walk.errors import CannotTell, UsageError
from walk.safety.policy import Policy
from walk.safety.request_filter import RequestFilter
from walk.safety.sign_on_budget import CountSignOn


class SigningOnAgain:
    """Says whether a remedy may sign on once more, and sees to it that nothing links thereby."""

    def __init__(self, policy: Policy, request_filter: RequestFilter, count: CountSignOn) -> None:
        """Have `count` count each sign-on that there may be."""
        self._policy = policy
        self._request_filter = request_filter
        self._count = count

    def why_not(self) -> str | None:
        """Return in a sentence why not, or None if it may, which is counted."""
        if self._policy.is_own_court:
            return None
        if not self._policy.permit:
            return "It would sign on once more, and linking is not permitted."
        if self._request_filter.awaits_answer:
            return "The answer to a Submit of linking has not come."
        # From now on no page can have anything linked, whatever comes on the way.
        self._request_filter.link_no_more()
        try:
            self._count()
        except (UsageError, CannotTell) as error:
            return str(error)
        return None
