"""One file per exercise family, on the shelf of its topic; each ends in ``FAMILY = Family(...)``."""
