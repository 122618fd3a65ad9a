"""The network page at work: what is typed is followed a few layers at a time, so that the window never waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer

from question_bank.networks import (
    Network,
    NetworkError,
    Progress,
    Row,
    analysing,
    preset,
    read_network,
    read_shape,
    walk,
)
from question_bank.networks.layers import (
    Attention,
    Conv,
    Dense,
    Layer,
    Norm,
    Pool,
    Positions,
    Recurrent,
    SeparableConv,
    Transformer,
    TransposedConv,
)
from question_bank.networks.text import MOST_CHARACTERS
from studyapp.ui.network_view import NetworkView
from studyapp.ui.theme import Theme
from studyapp.wiring.host import Host
from studyapp.wiring.library import Library, titled

ROWS_AT_ONCE = 200  # about 10 ms
MOST_LINKS = 2


class NetworkPage:
    """Reads what is typed, follows it, and shows what came of it; remembers both text and input."""

    def __init__(
        self, host: Host, library: Library, *, open_family: Callable[[str], None], open_demos: Callable[[], None]
    ) -> None:
        """Build the page with the network it was left with."""
        self._host = host
        self._library = library
        self._network: Network | None = None
        self._steps: Iterator[Progress] | None = None
        self._progress: Progress | None = None
        self.view = NetworkView(host.theme, self._practice)
        self._timer = QTimer(self.view, interval=0)
        self._timer.timeout.connect(self._go_on)
        self.view.network_typed.connect(self._on_network_typed)
        self.view.family_requested.connect(open_family)
        self.view.demos_requested.connect(open_demos)
        self.view.show_text(host.settings.network_text, host.settings.network_input)

    def show_preset(self, preset_id: str) -> None:
        """Show a known network; raises NetworkError for an unknown one."""
        self.view.header.preset_chosen.emit(preset(preset_id))

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.view.show_theme(theme)

    def _on_network_typed(self, text: str, input_text: str) -> None:
        if len(text) <= MOST_CHARACTERS:
            self._host.remember(network_text=text, network_input=input_text)
        self._timer.stop()
        if not text.strip():
            self.view.show_welcome()
            return
        self._network = network = read_network(text)
        try:
            given = None if network.input_shape or not input_text.strip() else read_shape(input_text)
            self._steps = analysing(network, given)
            self._go_on()
        except NetworkError as error:
            self.view.show_input_problem(network, str(error))

    def _go_on(self) -> None:
        """Follow some more layers; when all are followed, show them."""
        assert self._steps is not None and self._network is not None
        rows = 0
        for progress in self._steps:
            self._progress = progress
            rows += sum(1 for _ in walk(progress.rows[-1:]))
            if rows > ROWS_AT_ONCE:
                self._timer.start()
                return
        self._timer.stop()
        assert self._progress is not None
        self.view.show_summary(self._network, self._progress.summary())

    def _practice(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return (id, title) of the families that practise what a layer asks for, of those that there are."""
        return titled(families_for(row.spec), self._library.family_titles)[:MOST_LINKS]


def families_for(layer: Layer) -> tuple[str, ...]:
    """Return the ids of the families that practise a layer's calculations, the nearest first."""
    match layer:
        case Conv() | SeparableConv() | TransposedConv():
            return "conv-output-shape", "conv-parameters", "receptive-field", "padding-for-same"
        case Pool():
            return "conv-output-shape", "receptive-field"
        case Dense():
            return ("mlp-parameters",)
        case Recurrent():
            return "rnn-parameters", "lstm-step" if layer.kind == "lstm" else "gru-step"
        case Attention() | Transformer():
            return ("attention-by-hand",)
        case Positions():
            return ("positional-encoding-value",)
        case Norm() if layer.kind == "batch":
            return ("batchnorm-by-hand",)
        case _:
            return ()
