"""The beat as pages and JSON for a browser, read-only; a door beside the command line. Needs the extra ``web``."""
