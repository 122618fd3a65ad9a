"""How replies are read: numbers, lists, shapes and picks as people type them. Nothing typed is ever executed.

A text goes through ``characters`` (one spelling for each), ``tokens``, ``syntax`` (a tree) and ``evaluation`` (its
value), and comes back as LaTeX through ``typesetting``. A formula with letters is cut into ``names``, kept as text by
``writing`` and compared by ``equivalence``. What can't be read raises ``Unreadable`` with a sentence that says what to
type instead and the place of the first bad character.
"""
