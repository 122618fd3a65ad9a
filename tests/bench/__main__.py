"""Runs the benchmarks, prints one table and writes JSON: ``python -m tests.bench [NAME ...]``."""

from __future__ import annotations

import importlib
import json
import pkgutil
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.bench.bench import ROOT, Bench, Result

OUTPUT = ROOT / "build" / "bench.json"
NOT_BENCHES = ("__main__", "bench")


def benches() -> Iterator[Bench]:
    """Yield every benchmark beside this file."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name not in NOT_BENCHES:
            yield importlib.import_module(f"tests.bench.{module.name}").BENCH


def row(result: Result) -> str:
    """Return one line of the table."""
    met = {True: "met", False: "NOT MET", None: ""}[result.met]
    return f"{result.name:58} {result.value:>12,.3f} {result.unit:12} {result.target:26} {met:8} {result.beside}"


def main(names: list[str]) -> int:
    """Measure what was named, or everything."""
    found = {bench.name: bench for bench in benches()}
    unknown = [name for name in names if name not in found]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}. There are: {', '.join(found)}.", file=sys.stderr)
        return 2
    results: list[Result] = []
    print(f"{platform.platform()}, Python {platform.python_version()}")
    for name in names or list(found):
        for result in found[name].measure():
            results.append(result)
            print(row(result), flush=True)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps([asdict(result) for result in results], indent=2), encoding="utf-8")
    print(f"written to {OUTPUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
