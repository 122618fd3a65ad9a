"""What can go wrong here that a learner or an author should read about."""


class BankError(Exception):
    """A question, family or seed that can't be used; ``str(error)`` is fit for the learner."""


class Unreadable(Exception):
    """A reply that can't be read; it costs no attempt.

    ``str(error)`` says what to type instead; ``position`` is the index of the first character that
    could not be read, or None when the whole reply is at fault.
    """

    def __init__(self, message: str, position: int | None = None) -> None:
        """Keep the sentence and the place it points at."""
        super().__init__(message)
        self.position = position
