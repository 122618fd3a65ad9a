"""Which names a definition takes from outside itself: Python's own scopes, as far as our code uses them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from models.script.modules import Definition, Origin, imports_in

Import: TypeAlias = "ast.Import | ast.ImportFrom"
Name: TypeAlias = "ast.Name | ast.Attribute"
"""A name, or a name with the attribute that is taken of it: ``vae.VAE`` may be of a module of ours."""
FUNCTIONS = (ast.FunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(slots=True)
class Names:
    """The names that a definition takes from outside.

    ``used`` are the places where it computes with them, ``annotated`` those where it only names a type;
    ``annotations`` are the types of arguments, and with None those of results. ``imports`` are the import statements
    inside it, and ``origins`` what they bind.
    """

    used: list[Name] = field(default_factory=list)
    annotated: list[Name] = field(default_factory=list)
    annotations: list[tuple[ast.arg | None, ast.expr]] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)


def names_of(definition: Definition) -> Names:
    """Return the names that a definition takes from outside."""
    names = Names()
    names.imports = [each for each in ast.walk(definition) if isinstance(each, ast.Import | ast.ImportFrom)]
    names.origins = imports_in(names.imports)
    _Visitor(names).visit(definition)
    return names


class _Visitor(ast.NodeVisitor):
    """Walks with a stack of the names that the scopes around bind themselves."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._scopes: list[set[str]] = []
        self._in_annotation = False

    def visit_Name(self, node: ast.Name) -> None:
        self._found(node, node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name):
            self._found(node, node.value.id)
        else:
            self.visit(node.value)

    def _found(self, node: Name, name: str) -> None:
        if not any(name in scope for scope in self._scopes):
            (self._names.annotated if self._in_annotation else self._names.used).append(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for each in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(each)
        for argument in _arguments(node.args):
            self._annotation(argument.annotation)
        self._annotation(node.returns)
        kinds = [*((each, each.annotation) for each in _arguments(node.args)), (None, node.returns)]
        self._names.annotations += [(holder, kind) for holder, kind in kinds if kind is not None]
        self._scoped(_bound_in(node.body) | {each.arg for each in _arguments(node.args)}, node.body)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for each in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(each)
        self._scoped({each.arg for each in _arguments(node.args)}, [node.body])

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._annotation(node.annotation)
        self.visit(node.target)
        if node.value is not None:
            self.visit(node.value)

    def generic_visit(self, node: ast.AST) -> None:
        if isinstance(node, COMPREHENSIONS):
            targets = [each for one in node.generators for each in ast.walk(one.target)]
            self._scopes.append({each.id for each in targets if isinstance(each, ast.Name)})
            super().generic_visit(node)
            self._scopes.pop()
        else:
            super().generic_visit(node)

    def _annotation(self, node: ast.expr | None) -> None:
        if node is not None:
            before, self._in_annotation = self._in_annotation, True
            self.visit(node)
            self._in_annotation = before

    def _scoped(self, bound: set[str], body: Iterable[ast.AST]) -> None:
        self._scopes.append(bound)
        for each in body:
            self.visit(each)
        self._scopes.pop()


def _arguments(arguments: ast.arguments) -> Iterable[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from filter(None, (arguments.vararg, arguments.kwarg))


def _bound_in(body: Iterable[ast.stmt]) -> set[str]:
    """Return the names that statements of a function bind, those of functions inside left out; imports are no names
    of its own here: they are taken out of the function.
    """
    bound: set[str] = set()
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.MatchAs(name=str(name)) | ast.ExceptHandler(name=str(name)):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
        if not isinstance(node, (*FUNCTIONS, *COMPREHENSIONS)):
            waiting.extend(ast.iter_child_nodes(node))
    return bound
