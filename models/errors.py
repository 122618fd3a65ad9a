"""What can go wrong with a demo that a learner should read about."""


class DemoError(Exception):
    """A knob, device, data file or demo that can't be used; ``str(error)`` is fit for the learner."""
