"""A module of ours as its parts: top-level definitions with their source, and where each imported name comes from."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

OURS = "models."
Definition: TypeAlias = "ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an imported name comes from: ``from module import name``, or ``import module`` where name is ""."""

    module: str
    name: str

    @property
    def ours(self) -> bool:
        """Return whether it is one of our own modules."""
        return self.module.startswith(OURS)


@dataclass(frozen=True, slots=True)
class Module:
    """One of our modules: its source, its top-level definitions by name, its imports by the name they bind."""

    name: str
    source: str
    definitions: Mapping[str, Definition]
    imports: Mapping[str, Origin]


@cache
def module(name: str) -> Module:
    """Return one of our modules, read but not imported."""
    spec = find_spec(name)
    assert spec is not None, name
    assert spec.origin is not None, name
    source = Path(spec.origin).read_text(encoding="utf-8")
    tree = ast.parse(source)
    kinds = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    definitions = {bound: each for each in tree.body if isinstance(each, kinds) for bound in _bound_by(each)}
    return Module(name, source, definitions, imports_in(_imports(tree.body)))


def is_module(name: str) -> bool:
    """Tell whether there is a module of this name: what ``from models.nets import vae`` imports is one."""
    package = find_spec(name.rpartition(".")[0])
    return package is not None and bool(package.submodule_search_locations) and find_spec(name) is not None


def imports_in(statements: Iterable[ast.Import | ast.ImportFrom]) -> dict[str, Origin]:
    """Return where the names come from that these imports bind."""
    found: dict[str, Origin] = {}
    for each in statements:
        for alias in each.names:
            if isinstance(each, ast.ImportFrom):
                found[alias.asname or alias.name] = Origin(each.module or "", alias.name)
            else:
                found[alias.asname or alias.name.partition(".")[0]] = Origin(alias.name, "")
    return {name: origin for name, origin in found.items() if origin.module != "__future__"}


def _imports(body: Iterable[ast.stmt]) -> Iterable[ast.Import | ast.ImportFrom]:
    """Yield the imports at the top of a module, those for the type checker included."""
    for each in body:
        if isinstance(each, ast.Import | ast.ImportFrom):
            yield each
        elif isinstance(each, ast.If):
            yield from _imports(each.body)


def _bound_by(definition: Definition) -> Iterable[str]:
    match definition:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            for target in targets:
                yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))
