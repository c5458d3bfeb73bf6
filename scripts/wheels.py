"""The build backend: that of setuptools, which also compiles the modules that take the most time.

The Python sources stay the one source. mypyc turns the modules named here into C, as they are, when a wheel is made
(``pip install .`` makes one) and a C compiler works; the wheel holds both. Where none works the wheel is pure Python:
the same results, slower. An editable installation is always pure, so that an edit counts. In the environment:

    BRIEFING_COMPILE=0   makes a pure wheel
    BRIEFING_COMPILE=1   makes a compiled wheel or fails, as a release must
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from setuptools import Distribution, Extension
from setuptools.build_meta import *  # noqa: F403
from setuptools.build_meta import get_requires_for_build_wheel as _for_any_wheel
from setuptools.errors import BaseError, CompileError, LinkError

COMPILED = (
    "ids.py",
    "gazetteer.py",
    "spans.py",
    "verify.py",
    "annotate/**/*.py",
    *(f"publish/{name}.py" for name in ("bare", "counting", "dates", "desk", "fragments", "standoff", "words")),
    *(f"publish/views/{name}.py" for name in ("actors", "article", "citing", "contributions", "figures", "filtering")),
    *(f"publish/views/{name}.py" for name in ("lists", "previews", "prose", "record", "rows", "speakers", "text")),
    *(f"exports/{name}.py" for name in ("bibtex", "citations", "linked_data", "wording", "works")),
)
"""Modules that gain a fifth and more. Those that wait for libraries and templates gain nothing; records that are
unpacked, classes that others inherit from, and what stands in for a class must stay Python, and so must what holds
equal numbers once (``link/sharing.py``): compiled code makes each of them anew."""

COMPILER = ("mypy >= 2.4, < 3", "msgspec >= 0.19")
"""What compiles them, and whose types they use. Not asked for where nothing will be compiled."""

_PACKAGE = Path("plugin/mkdocs_briefing")
_OWN = "-fvisibility=hidden"
"""Functions call each other directly, where else each call would ask whether another library has one so called."""
_TRIAL = "#include <Python.h>\nPyMODINIT_FUNC PyInit_trial(void) { return NULL; }\n"


def get_requires_for_build_wheel(config_settings: dict[str, str] | None = None) -> list[str]:
    """What setuptools wants, and mypyc where there is a use for it."""
    return [*_for_any_wheel(config_settings), *(() if _hindrance() else COMPILER)]


def extensions() -> list[Extension]:
    """The modules in C, for ``setup.py``; none where they are not wanted or cannot be made."""
    if "bdist_wheel" not in sys.argv:
        return []
    hindrance, made = _hindrance(), []
    if hindrance is None:
        files = sorted({str(file) for pattern in COMPILED for file in _PACKAGE.glob(pattern)})
        try:
            from mypyc.build import mypycify

            made = mypycify(["--config-file=", "--strict", "--ignore-missing-imports", *files], debug_level="0")
            for extension in made if os.name == "posix" else ():
                extension.extra_compile_args.append(_OWN)
        except (ImportError, SystemExit) as why:  # SystemExit: how mypyc tells of an error
            if os.environ.get("BRIEFING_COMPILE") == "1":
                raise
            hindrance = f"mypyc cannot compile it here: {why}"
    if hindrance:
        print(f"mkdocs-briefing: a wheel of pure Python, the same but slower; {hindrance}", file=sys.stderr)
    return made


def _hindrance() -> str | None:
    """Why nothing is compiled here; None where it is."""
    said = os.environ.get("BRIEFING_COMPILE", "")
    if said == "1":
        return None
    if said == "0":
        return "BRIEFING_COMPILE is 0"
    if sys.implementation.name != "cpython":
        return "this is not CPython"
    return None if _compiler_works() else "no C compiler works here"


def _compiler_works() -> bool:
    """Whether a C compiler and the headers of this Python are there and fit: a module of one line tells."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "trial.c")
        source.write_text(_TRIAL, encoding="utf-8")
        trial = Distribution({"ext_modules": [Extension("trial", [str(source)])]})
        build = trial.get_command_obj("build_ext")
        build.build_lib = build.build_temp = folder
        try:
            build.ensure_finalized()
            build.run()
        except (BaseError, CompileError, LinkError, OSError):
            return False
    return True
