"""What the pages of all sites share: the banner, and a page that says one thing."""
