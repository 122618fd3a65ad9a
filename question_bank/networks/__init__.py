"""Networks as text: read in torch notation, Keras notation or a short form, and followed layer by layer.

``read_network(text)`` gives a Network, ``analyse(network, input_shape)`` a Summary with a row for every layer.
"""

from question_bank.networks.analysis import Progress, Row, Summary, Totals, analyse, analysing, walk
from question_bank.networks.flow import ReceptiveField
from question_bank.networks.presets import PRESETS, Preset, preset
from question_bank.networks.reading import Network, Problem, read_network
from question_bank.networks.shapes import NetworkError, Shape, read_shape, shown
from question_bank.networks.short_words import SHORT_FORM
from question_bank.networks.text import Span

__all__ = [
    "PRESETS",
    "SHORT_FORM",
    "Network",
    "NetworkError",
    "Preset",
    "Problem",
    "Progress",
    "ReceptiveField",
    "Row",
    "Shape",
    "Span",
    "Summary",
    "Totals",
    "analyse",
    "analysing",
    "preset",
    "read_network",
    "read_shape",
    "shown",
    "walk",
]
