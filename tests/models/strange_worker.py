"""The real worker, which finds one demo more than usual: one that goes wrong."""

from __future__ import annotations

from pathlib import Path

import models.demos
from models.worker import main

if __name__ == "__main__":
    models.demos.__path__.append(str(Path(__file__).resolve().parent / "strange_demos"))
    main()
