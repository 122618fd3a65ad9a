"""One file per demo, on the shelf of its topic; each ends in ``DEMO = Demo(...)``."""
