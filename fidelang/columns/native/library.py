"""Lowered text compiled to machine code, or found in the cache: functions that run without Python, many at a time."""

from __future__ import annotations

import ast
import ctypes
import hashlib
import importlib.util
import os
import platform
import tempfile
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fidelang.columns.native.writing import Writing, signature

_HEAD = (
    "declare i64 @llvm.smin.i64(i64, i64)\ndeclare i64 @llvm.smax.i64(i64, i64)\ndeclare i64 @llvm.abs.i64(i64, i1)\n"
)
_ready = False


class NativeMissing(ImportError):
    """What compiles columns is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "columns are compiled by Numba's LLVM, which is not installed: pip install 'fidelang[columns]'"
        )


def has_native() -> bool:
    return importlib.util.find_spec("llvmlite") is not None


class Library:
    """The functions of a text. `exported`: those that can be called from outside, all of them if empty.

    Raises NativeMissing. `cached`: whether the machine code came out of the cache.
    """

    def __init__(self, text: str, constants: dict[str, int], exported: frozenset[str] = frozenset()) -> None:
        if not has_native():
            raise NativeMissing
        import llvmlite.binding as llvm

        _initialize(llvm)
        target = llvm.Target.from_default_triple()
        cpu, features = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
        self._machine = target.create_target_machine(cpu=cpu, features=features, opt=2)
        key = "\0".join([text, repr(sorted(exported)), version("llvmlite"), platform.machine(), cpu, features, _HEAD])
        self.name = hashlib.sha256(key.encode()).hexdigest()[:24]
        tree = ast.parse(text)
        defs = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        self.signatures = {node.name: signature(node) for node in defs}
        code = _found(self.name)
        self.cached = code is not None
        if code is None:
            code = self._compiled(llvm, defs, constants, exported)
            _keep(self.name, code)
        empty = llvm.parse_assembly("")
        self._engine = llvm.create_mcjit_compiler(empty, self._machine)
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()

    def _compiled(
        self, llvm: Any, defs: list[ast.FunctionDef], constants: dict[str, int], exported: frozenset[str]
    ) -> bytes:
        parts = [_HEAD]
        for node in defs:
            parts.append(Writing(node, self.signatures, constants).text(not exported or node.name in exported))
        module = llvm.parse_assembly("\n".join(parts))
        module.triple = self._machine.triple
        options = llvm.create_pipeline_tuning_options(speed_level=2)
        options.loop_vectorization = options.slp_vectorization = options.loop_unrolling = False
        builder = llvm.create_pass_builder(self._machine, options)
        builder.getModulePassManager().run(module, builder)
        found: bytes = self._machine.emit_object(module)
        return found

    def address(self, name: str) -> int:
        return int(self._engine.get_function_address(name))

    def function(self, name: str) -> Callable[..., int]:
        """A function over pointers and integers; it lets other threads run."""
        parameters = self.signatures[name].parameters
        kinds = [ctypes.c_void_p if one in ("R", "M", "Z", "X") else ctypes.c_int64 for one in parameters]
        return ctypes.CFUNCTYPE(ctypes.c_int64, *kinds)(self.address(name))


def _initialize(llvm: Any) -> None:
    global _ready
    if not _ready:
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        _ready = True


def cache_folder() -> Path:
    """Where compiled columns are kept: in FIDELANG_CACHE, or in the user's own cache."""
    given = os.environ.get("FIDELANG_CACHE")
    if given:
        return Path(given) / "columns"
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "fidelang" / "columns"


def _found(name: str) -> bytes | None:
    """The machine code of that name; None where there is none, or not all of it."""
    try:
        held = (cache_folder() / f"{name}.o").read_bytes()
    except OSError:
        return None
    code, digest = held[:-32], held[-32:]
    return code if hashlib.sha256(code).digest() == digest else None


def _keep(name: str, code: bytes) -> None:
    """A cache that cannot be written costs time at each start, and no result."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(code + hashlib.sha256(code).digest())
        os.replace(temporary, folder / f"{name}.o")  # whole or not at all, whoever else writes it
    except OSError as problem:
        warnings.warn(f"{folder} cannot be written ({problem}): columns are compiled anew each time", stacklevel=2)
