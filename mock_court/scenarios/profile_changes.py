"""What a court's profile says once scenarios have changed its words and items."""

from dataclasses import replace

from mock_court.courts.profile import Profile
from mock_court.scenarios.behavior import Behavior

# Invented, but for the day.
MAINTENANCE_TO_COME = (
    "PACER and CM/ECF will not be available on Sunday, August 13, from 6:00 a.m. to 2:00 p.m. "
    "Eastern time, due to scheduled maintenance."
)


def worded(profile: Profile, behavior: Behavior) -> Profile:
    """Return the profile as a court of that behavior has it."""
    bar, more = profile.menu_bar, {}
    labels = dict(bar.labels)
    if behavior.says_logout:
        labels["log_out"] = "Logout"
    if behavior.user_manual:
        labels["user_manual"] = "User Manual"
        more = {"limited": (*bar.limited, "user_manual"), "full": (*bar.full, "user_manual")}
    announced = MAINTENANCE_TO_COME if behavior.announces_maintenance else profile.announcement
    return replace(profile, menu_bar=replace(bar, labels=labels, **more), announcement=announced)
