"""Puts off loading torch's compiler until something asks for it: an optimizer loads it and compiles nothing.

WORKAROUND: the first optimizer of a process imports ``torch._dynamo``, as long as the rest of torch takes, for two
functions that do nothing outside a compiled function (https://github.com/pytorch/pytorch/issues/104053 says what for).
A module that has these two stands in its place. Whatever else is asked of it, a part of it included, loads the real
one, which then is as if it had always been there; that moment takes the second or two that was saved before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

NAME = "torch._dynamo"


def put_off_compiler() -> None:
    """Import torch, and have its compiler loaded only when something more than an optimizer asks for it."""
    import torch

    if NAME not in sys.modules:
        later = _LaterCompiler()
        sys.modules[NAME] = later
        sys.meta_path.insert(0, later.parts)
        vars(torch)["_dynamo"] = later  # as an import leaves it; asked for at every step


class _LaterCompiler(ModuleType):
    """What optimizers need of ``torch._dynamo``."""

    def __init__(self) -> None:
        super().__init__(NAME)
        self.__spec__ = ModuleSpec(NAME, None, is_package=True)
        self.__path__: list[str] = []  # its parts are found by _Parts alone
        self.parts = _Parts(self)
        self._uncompiled: list[Callable[..., object]] = []

    def disable(self, function: object = None, recursive: bool = True, **options: object) -> object:
        """Return a function as it is when torch asks for one of its own; it keeps the answer beside it, and asks once.

        Whoever asks otherwise is answered by the real one.
        """
        if not callable(function) or options != {"wrapping": False}:
            answer: object = self.real().disable(function, recursive, **options)
            return answer
        self._uncompiled.append(function)
        return function

    def graph_break(self) -> None:
        """End a part of what is being compiled: nothing is."""

    def __getattr__(self, name: str) -> object:
        """Return what only the real one has; names that Python itself asks every module for are no reason to load."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.real(), name)

    def real(self) -> ModuleType:
        """Return the real one, in this one's place from now on."""
        if sys.modules[NAME] is self:
            import torch

            sys.meta_path.remove(self.parts)
            del sys.modules[NAME], vars(torch)["_dynamo"]
            for function in self._uncompiled:
                vars(function).pop("__dynamo_disable")  # torch asks again, the real one
        return import_module(NAME)


class _Parts(MetaPathFinder, Loader):
    """Finds ``torch._dynamo.anything`` in the real one, which is loaded first."""

    def __init__(self, later: _LaterCompiler) -> None:
        self._later = later

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return how to load a part; None for all other modules."""
        return ModuleSpec(name, self) if name.startswith(f"{NAME}.") else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the part as the real one has it."""
        self._later.real()
        part = import_module(spec.name)
        spec.loader_state = part.__spec__
        return part

    def exec_module(self, module: ModuleType) -> None:
        """Give the part, which has run already, its own spec back."""
        assert module.__spec__ is not None
        module.__spec__ = module.__spec__.loader_state
