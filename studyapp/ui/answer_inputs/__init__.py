"""One file per answer kind: the widget that takes its reply."""
