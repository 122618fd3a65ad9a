"""Small notes for tests, written to a folder and read as the app reads them."""

from __future__ import annotations

from pathlib import Path

from studyapp.study.catalog import Catalog, load_catalog

POOLING = """+++
id = "cnn.pooling"
title = "Pooling"
order = 20
prerequisites = ["cnn.padding"]
[terms]
"max pooling" = "Pooling that keeps the largest number of each window."
"bias" = "A number of each filter."
+++

## The idea

Keep one number for each small window. With **max pooling** that is the largest.

```python
convolutional = "in code, nobody looks for it"
```

## The idea

Weights $w$ and $$\\\\frac{a}{b}$$ are *shared*, as in [padding](topic:cnn.padding).
"""
PADDING = """+++
id = "cnn.padding"
title = "Padding"
order = 10
[terms]
"same padding" = "As many zeros as keep the size."
"root" = "The last node."
+++

Zeros around the picture.

## Same padding

Convolutions nibble at the border; **same padding** keeps the size.
A square root is no tree. The bias stays. [bias](topic:rl.returns)
"""
RETURNS = """+++
id = "rl.returns"
title = "Returns"
[terms]
"discount" = "How much less a reward counts when it comes $1$ step later."
"bias" = "What an estimate is off by."
+++

## Max pooling has no place here

Discounts make later rewards count less.
"""


def small_catalog(folder: Path) -> Catalog:
    """Return a catalog of three notes on two shelves."""
    for name, text in (("cnn/pooling", POOLING), ("cnn/padding", PADDING), ("rl/returns", RETURNS)):
        file = folder / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    catalog = load_catalog(folder)
    assert not catalog.problems
    return catalog
