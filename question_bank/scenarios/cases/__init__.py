"""One case a file, each ending in ``CASE = Case(...)``."""
