"""The root of everything that can go wrong in a way the learner should read about."""


class StudyAppError(Exception):
    """Something expected went wrong; ``str(error)`` says what happened and what to do."""


class ContentError(StudyAppError):
    """A note that can't be used."""


class StoreError(StudyAppError):
    """The learner's database can't be opened or written."""
