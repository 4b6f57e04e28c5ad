"""CM/ECF: landing page, menu bar, menus, and the linking of accounts."""
