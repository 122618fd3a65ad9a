"""Where views, the session and the worker meet: one file a kind of page. Only app.py builds these."""
