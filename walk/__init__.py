"""Read a guide, follow it in a browser, give verdicts, keep evidence, write reports."""
