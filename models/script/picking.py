"""Picks what a training loop needs out of our modules, and puts it into one file without clashes of names."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from models.script.modules import Definition, Module, Origin, imports_in, is_module, module
from models.script.names import Name, Names, names_of

Key: TypeAlias = tuple[str, str]  # the module and the name of a definition
Edit: TypeAlias = tuple[int, int, str]  # from, to, what stands there instead


@dataclass(frozen=True, slots=True)
class Picked:
    """The pieces of one file: import lines, and definitions by module, the modules that others need first."""

    imports: frozenset[str]
    sections: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in place of a definition: ``text``, and below it the ``kept`` methods, each with its module."""

    text: str
    kept: tuple[tuple[str, ast.FunctionDef], ...] = ()


Replace: TypeAlias = Callable[[Key], Replacement | None]


def picked(start: Key, replace: Replace, *, first: Key) -> Picked:
    """Return what the definitions ``first`` and ``start`` need, themselves included.

    ``replace`` gives what is to be written otherwise. Where two share a name, those in ``start``'s module keep it.
    """
    return _Picking(replace).of(first, start)


class _Picking:
    """The definitions found so far, in the order in which they can stand in a file."""

    def __init__(self, replace: Replace) -> None:
        self._replace = replace
        self._replaced: dict[Key, Replacement] = {}
        self._order: list[Key] = []  # a definition comes after those it needs
        self._seen: set[Key] = set()
        self._names: dict[tuple[str, int], Names] = {}  # by module and the line where a definition, or a method, begins

    def of(self, first: Key, start: Key) -> Picked:
        """Return everything that the two need."""
        self._visit(first)
        self._visit(start)
        new_names = self._new_names(start[0])
        imports: set[str] = set()
        by_module: dict[str, dict[int, str]] = {}
        for key in self._order:
            place = module(key[0]).definitions[key[1]].lineno
            by_module.setdefault(key[0], {})[place] = self._source(key, new_names, imports)
        modules = sorted(by_module, key=_depth)
        sections = [(name, tuple(text for _, text in sorted(by_module[name].items()))) for name in modules]
        return Picked(frozenset(imports), tuple(sections))

    def _visit(self, key: Key) -> None:
        if key in self._seen:
            return
        self._seen.add(key)
        replacement = self._replace(key)
        if replacement:
            self._replaced[key] = replacement
        for inside, part in replacement.kept if replacement else ((key[0], module(key[0]).definitions[key[1]]),):
            names = self._names[inside, part.lineno] = names_of(part)
            for node in names.used:
                target = self._target(inside, names, node)
                if isinstance(target, tuple):
                    self._visit(target)
        self._order.append(key)

    def _target(self, inside: str, names: Names, node: Name) -> Key | Origin | None:
        """Return what a name in a module stands for: one of our definitions, an import, or a builtin (None)."""
        found = module(inside)
        name = _base(node).id
        origin = names.origins.get(name) or (None if name in found.definitions else found.imports.get(name))
        if origin is None:
            return (inside, name) if name in found.definitions else None
        if not origin.ours:
            return origin
        if isinstance(node, ast.Attribute) and is_module(whole := f"{origin.module}.{origin.name}"):
            return _ours(Origin(whole, node.attr))
        return _ours(origin)

    def _new_names(self, first: str) -> dict[Key, str]:
        """Return the definitions whose name another one has already; those of the demo itself keep theirs."""
        taken: dict[str, Key] = {}
        new: dict[Key, str] = {}
        for key in sorted(self._order, key=lambda each: each[0] != first):
            holder = taken.setdefault(key[1], key)
            if holder != key and not _same_definition(holder, key):
                new[key] = f"{key[1]}_of_{key[0].rpartition('.')[2]}"
        return new

    def _source(self, key: Key, new_names: Mapping[Key, str], imports: set[str]) -> str:
        """Return the source of a definition, its names as they are in the file, and add what it imports."""
        if key in self._replaced:
            replacement = self._replaced[key]
            methods = [self._part(inside, each, new_names, imports) for inside, each in replacement.kept]
            return "\n".join([replacement.text, *methods])
        return self._part(key[0], module(key[0]).definitions[key[1]], new_names, imports, key)

    def _part(
        self,
        inside: str,
        part: Definition,
        new_names: Mapping[Key, str],
        imports: set[str],
        key: Key | None = None,
    ) -> str:
        """Return the source of a part; ``key`` is what it defines, None for a method."""
        found, names = module(inside), self._names[inside, part.lineno]
        edits = [_without(found.source, each) for each in names.imports]
        if key is not None and key in new_names:
            edits.append(_renamed(found.source, part, key[1], new_names[key]))
        for node in (*names.used, *names.annotated):
            target = self._target(inside, names, node)
            if isinstance(target, Origin):
                imports.add(_import_line(_base(node).id, target))
            elif target in self._seen and (new := new_names.get(target, target[1])) != ast.unparse(node):
                place = node if _of_module(node, target) else _base(node)
                edits.append((*_place(found.source, place), new))
        unknown = [node for node in names.annotated if self._is_left_out(inside, names, node)]
        edits += [
            _without_type(found.source, holder, kind)
            for holder, kind in names.annotations
            if any(each in unknown for each in ast.walk(kind))
        ]
        return _edited(found.source, *_span(found, part), edits)

    def _is_left_out(self, inside: str, names: Names, node: Name) -> bool:
        """Tell whether a name in a type stands for something of ours that the file does without."""
        target = self._target(inside, names, node)
        return isinstance(target, tuple) and target not in self._seen


def _base(node: Name) -> ast.Name:
    """Return the name itself, of a name with an attribute too."""
    if isinstance(node, ast.Name):
        return node
    assert isinstance(node.value, ast.Name)
    return node.value


def _of_module(node: Name, target: Key) -> bool:
    """Tell whether the attribute, and not the name before it, is what the target defines: ``vae.VAE``."""
    return isinstance(node, ast.Attribute) and node.attr == target[1] and target[1] != _base(node).id


def _ours(origin: Origin) -> Key:
    """Follow an import to the module that defines the name."""
    assert origin.name, f"import {origin.module} as a whole can't be picked from"
    found = module(origin.module)
    if origin.name in found.definitions:
        return origin.module, origin.name
    return _ours(found.imports[origin.name])


def _same_definition(one: Key, other: Key) -> bool:
    """Tell whether two names are bound by the same statement, as in ``a, b = 1, 2``."""
    return one[0] == other[0] and module(one[0]).definitions[one[1]] is module(other[0]).definitions[other[1]]


def _depth(name: str) -> tuple[int, str]:
    """Return how far a module stands from those that import none of ours."""
    return _longest(name, ()), name


def _longest(name: str, above: tuple[str, ...]) -> int:
    below = [_longest(each, (*above, name)) for each in _ours_in(name) if each not in above and each != name]
    return 1 + max(below, default=0)


@cache
def _ours_in(name: str) -> frozenset[str]:
    """Return the modules of ours that a module imports, anywhere in it."""
    tree = ast.parse(module(name).source)
    imports = imports_in(each for each in ast.walk(tree) if isinstance(each, ast.Import | ast.ImportFrom))
    return frozenset(origin.module for origin in imports.values() if origin.ours)


# ---------------------------------------------------------------- source text


def _span(found: Module, definition: Definition) -> tuple[int, int]:
    """Return where a definition stands in its source, its decorators and the comment above it included."""
    lines, starts = _lines(found.source)
    first = min([definition.lineno, *(each.lineno for each in getattr(definition, "decorator_list", []))]) - 1
    while first > 0 and lines[first - 1].startswith("#") and not lines[first - 1].startswith("# -----"):
        first -= 1
    assert definition.end_lineno is not None
    return starts[first], starts[definition.end_lineno]


def _place(source: str, node: ast.expr | ast.stmt) -> tuple[int, int]:
    """Return where a node stands, as offsets into its source."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return _offset(source, node.lineno, node.col_offset), _offset(source, node.end_lineno, node.end_col_offset)


def _offset(source: str, line: int, column_bytes: int) -> int:
    lines, starts = _lines(source)
    return starts[line - 1] + len(lines[line - 1].encode()[:column_bytes].decode())


@cache
def _lines(source: str) -> tuple[list[str], list[int]]:
    """Return the lines of a source, and the offset at which each begins."""
    lines = source.splitlines(keepends=True)
    return lines, [0, *itertools.accumulate(map(len, lines))]


def _without(source: str, statement: ast.stmt) -> Edit:
    """Take out a statement with its line, and the empty line below it."""
    start, end = _place(source, statement)
    start = source.rfind("\n", 0, start) + 1
    end = source.find("\n", end) + 1
    while source[end : end + 1] == "\n":
        end += 1
    return start, end, ""


def _without_type(source: str, holder: ast.arg | None, kind: ast.expr) -> Edit:
    """Take out the type of an argument, or of a result where there is no argument."""
    start, end = _place(source, kind)
    if holder is None:
        return source.rindex(" ->", 0, start), end, ""
    return _offset(source, holder.lineno, holder.col_offset) + len(holder.arg), end, ""


def _renamed(source: str, definition: Definition, old: str, new: str) -> Edit:
    start, _ = _place(source, definition)
    at = source.index(old, start)
    return at, at + len(old), new


def _edited(source: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    text = source[start:end]
    for begin, stop, replacement in sorted(set(edits), reverse=True):
        text = text[: begin - start] + replacement + text[stop - start :]
    return text.rstrip() + "\n"


def _import_line(name: str, origin: Origin) -> str:
    if not origin.name:
        return f"import {origin.module}" + ("" if origin.module.partition(".")[0] == name else f" as {name}")
    return f"from {origin.module} import {origin.name}" + ("" if origin.name == name else f" as {name}")
