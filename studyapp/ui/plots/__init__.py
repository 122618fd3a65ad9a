"""One file per way to draw: pyqtgraph for what moves, matplotlib for what is kept."""
