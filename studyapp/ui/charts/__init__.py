"""One file per chart of Progress, painted by us: the same painter draws it in the window, in a PNG and in an SVG."""
