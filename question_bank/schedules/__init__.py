"""Learning rates over time: schedules as functions of the step, and what learners get wrong about them."""
