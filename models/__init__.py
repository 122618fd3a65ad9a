"""Networks and the demos that train them; a leaf that knows nothing of Qt, files of the learner, SQL or the app."""
