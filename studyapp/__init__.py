"""The desktop application: notes, exercises and live demos as one thing, with progress kept in SQLite."""
