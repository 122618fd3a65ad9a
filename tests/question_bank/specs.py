"""Answers of every kind with arbitrary values, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from question_bank.answers import (
    AnswerSpec,
    Choice,
    Choices,
    Criterion,
    Expression,
    Integer,
    Matching,
    Matrix,
    Number,
    Ordering,
    Rubric,
    Shape,
    Table,
    Vector,
)

values = (st.floats(-1e6, 1e6) | st.floats(-1e300, 1e300)).filter(lambda value: value == 0 or abs(value) > 1e-299)
tolerances = st.sampled_from([0.0, 1e-6, 1e-3, 5e-3, 0.02])
decimals = st.none() | st.integers(0, 8)
words = st.text(min_size=1, max_size=12)
unspaced = st.text(min_size=1, max_size=8).filter(lambda word: word.split() == [word])
units = st.sampled_from(["", "px", "parameters", "%", "m/s²"])

integers = st.builds(Integer, st.integers(-(2**63) + 1, 2**63 - 1), units)
significant = st.none() | st.integers(1, 12)
numbers = st.builds(Number, values, tolerances, tolerances, units, decimals, significant)
shapes = st.builds(Shape, st.lists(st.integers(0, 10**12 - 1), min_size=1, max_size=8).map(tuple))
vectors = st.builds(
    lambda cells, relative, absolute, places: Vector(tuple(cells), (), relative, absolute, places),
    st.lists(values, min_size=1, max_size=8),
    tolerances,
    tolerances,
    decimals,
)


@st.composite
def options(draw: st.DrawFn) -> tuple[str, ...]:
    """Draw two to eight different texts."""
    return tuple(draw(st.lists(words, min_size=2, max_size=8, unique=True)))


@st.composite
def choice(draw: st.DrawFn) -> Choice:
    """Draw options and the right one."""
    texts = draw(options())
    return Choice(texts, draw(st.integers(0, len(texts) - 1)))


@st.composite
def choices(draw: st.DrawFn) -> Choices:
    """Draw options, at least one right one, and some that are acceptable."""
    texts = draw(options())
    order = draw(st.permutations(range(len(texts))))
    right = draw(st.integers(1, len(texts)))
    acceptable = draw(st.integers(right, len(texts)))
    return Choices(texts, tuple(order[:right]), tuple(order[right:acceptable]))


@st.composite
def matching(draw: st.DrawFn) -> Matching:
    """Draw two columns and any pairs between them."""
    left, right = draw(options()), draw(options())
    pairs = draw(st.lists(st.integers(0, len(right) - 1), min_size=len(left), max_size=len(left)))
    return Matching(left, right, tuple(pairs))


@st.composite
def rubric(draw: st.DrawFn) -> Rubric:
    """Draw criteria with up to four levels, and a model answer."""
    levels = st.lists(words, min_size=2, max_size=4).map(tuple)
    criterion = st.builds(Criterion, words, levels, st.lists(words, max_size=3).map(tuple))
    model = " ".join(draw(st.lists(unspaced, min_size=5, max_size=12)))
    return Rubric(tuple(draw(st.lists(criterion, min_size=1, max_size=5))), model, min_words=5)


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Draw rows of equally many numbers."""
    n_columns = draw(st.integers(1, 4))
    row = st.lists(values, min_size=n_columns, max_size=n_columns).map(tuple)
    rows = tuple(draw(st.lists(row, min_size=1, max_size=4)))
    return Matrix(rows, (), (), draw(tolerances), draw(tolerances), draw(decimals))


@st.composite
def ordering(draw: st.DrawFn) -> Ordering:
    """Draw items and their right order."""
    items = draw(options())
    return Ordering(items, tuple(draw(st.permutations(range(len(items))))))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw rows of given and asked cells, at least one of them asked; nothing follows from anything."""
    columns = tuple(draw(st.lists(words, min_size=1, max_size=4)))
    cell = words | integers | numbers | shapes | choice()
    rows = [tuple(draw(cell) for _ in columns) for _ in range(draw(st.integers(0, 3)))]
    rows.append(tuple(draw(integers) for _ in columns))
    return Table(columns, tuple(rows))


formula_texts = st.recursive(
    st.sampled_from(("x", "s", "2", "0.5", "3/4", "x^2", "-s", "π")),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner),
        st.builds("{}({})".format, st.sampled_from(("σ", "tanh", "sin", "abs")), inner),
        st.builds("({})^2".format, inner),
        st.builds("1/(1 + ({})^2)".format, inner),
    ),
    max_leaves=6,
)
"""Formulas in x and s that have a value everywhere."""
expressions = st.builds(Expression, formula_texts, st.just(("x", "s")))

specs: st.SearchStrategy[AnswerSpec] = (
    integers
    | numbers
    | shapes
    | vectors
    | choice()
    | choices()
    | matching()
    | rubric()
    | matrices()
    | ordering()
    | tables()
    | expressions
)
