"""The rows of a network's table, for Qt: one for every layer, and one for what does not fit."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from question_bank.networks import Network, Problem, ReceptiveField, Row, Summary, shown, walk
from studyapp.ui.theme import Theme

HEADINGS = ("Layer", "Output", "Parameters", "How they are counted", "Multiply-adds", "Sees")
NARROW_HEADINGS = ("Layer", "Output", "", "Parameters", "Mul-adds", "Sees")
MILLION = 1_000_000
TIPS = (
    "The layer as typed; what is in a block stands below it, moved in",
    "The shape of what comes out, without the batch",
    "How many numbers the layer has learnt, or keeps",
    "The calculation of the parameters",
    "Multiplications with an addition, for one input; M is a million",
    "The receptive field: how much of the input one place of the output depends on",
)
LAYER, OUTPUT, PARAMETERS, CALCULATION, MULTIPLY_ADDS, SEES = range(6)
_NUMBERS = (PARAMETERS, MULTIPLY_ADDS)
_INDENT = "\u2003"
_TOP = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class NetworkModel(QAbstractTableModel):
    """The layers that fit, outer blocks before what is in them, then the problem in a row of its own."""

    def __init__(self, theme: Theme) -> None:
        """Begin without rows."""
        super().__init__()
        self._theme = theme
        self.lines: tuple[tuple[int, Row], ...] = ()
        self.problem: Problem | None = None
        self.sentence = ""
        self._headings = HEADINGS

    def show_summary(self, network: Network, summary: Summary) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.lines = tuple(walk(summary.rows))
        self.problem = summary.problem
        self.sentence = _sentence(network, summary.problem) if summary.problem else ""
        self.endResetModel()

    def clear(self) -> None:
        """Show no rows."""
        self.beginResetModel()
        self.lines, self.problem, self.sentence = (), None, ""
        self.endResetModel()

    def show_narrow(self, narrow: bool) -> None:
        """Name the columns for a table without the plain parameters: their calculation ends with them."""
        self._headings = NARROW_HEADINGS if narrow else HEADINGS
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADINGS) - 1)

    def longest(self, column: int) -> str:
        """Return the longest text of a column."""
        return max((cell(row, column) for _, row in self.lines), key=len, default="")

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.lines) + (self.problem is not None)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a heading, or what it means."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return {Qt.ItemDataRole.DisplayRole: self._headings, Qt.ItemDataRole.ToolTipRole: TIPS}.get(
            Qt.ItemDataRole(role), (None,) * len(HEADINGS)
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, says and looks like."""
        if index.row() >= len(self.lines):
            return self._of_problem(index.column(), role)
        depth, row = self.lines[index.row()]
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _INDENT * depth * (column == LAYER) + cell(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{HEADINGS[column]}: {cell(row, column) or 'none'}"
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((cell(row, column), *row.notes)) if column in (LAYER, CALCULATION) else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ForegroundRole:
                quiet = column in (CALCULATION, SEES) or not (row.parameters or row.multiply_adds)
                return QBrush(QColor(self._theme.quiet if quiet else self._theme.ink))
        return None

    def _of_problem(self, column: int, role: int) -> object:
        """Return what the row of the problem shows: it is one cell as wide as the table."""
        if column != LAYER:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.sentence
            case Qt.ItemDataRole.ForegroundRole:
                unreadable = self.problem is not None and self.problem.layer is None
                return QBrush(QColor(self._theme.unreadable if unreadable else self._theme.wrong))
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
        return None


def cell(row: Row, column: int) -> str:
    """Return the text of a cell."""
    match column:
        case 0:
            return f"{row.layer} *" if row.notes else row.layer
        case 1:
            return shown(row.output_shape)
        case 2:
            return f"{row.parameters:,}" if row.parameters else ""
        case 3:
            return f"together {row.parameters:,}" if row.paths and row.parameters else row.calculation
        case 4:
            return cost(row.multiply_adds)
        case _:
            return view_of(row.receptive_field)


def cost(multiply_adds: int) -> str:
    """Return a number of multiply-adds, large ones in millions."""
    if multiply_adds >= 10 * MILLION:
        return f"{multiply_adds / MILLION:,.1f} M"
    return f"{multiply_adds:,}" if multiply_adds else ""


def view_of(field: ReceptiveField | None) -> str:
    """Return a receptive field as text, empty where there is none."""
    return "" if field is None else shown(field.size)


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _sentence(network: Network, problem: Problem) -> str:
    """Return what is wrong, beginning with a sign, a word and the place."""
    line = network.text.count("\n", 0, problem.span.start) + 1
    if problem.layer is None:
        return f"?  Can't be read (line {line}): {problem.sentence}"
    return f"✕  {network.layers[problem.layer].text[:60]} does not fit (line {line}): {problem.sentence}"
