"""The product as users install it: a wheel, compiled where a C compiler works, in an environment of its own.

    python -m benchmarks.installed                       makes it, where the sources changed, and prints its Python
    BRIEFING_COMPILE=0 python -m benchmarks.installed    the same of pure Python

Kept under ``.cache/installed`` by a digest of the sources. All libraries but ours are those of the Python that makes
it, so that both have the same ones. A benchmark that calls :func:`go_on_installed` first measures this and not the
checkout; with ``BENCH_CHECKOUT=1`` it measures the checkout, uncompiled.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

TOP = Path(__file__).parent.parent
KEPT = 4
"""environments; an older one may still be in use by a benchmark that runs"""

_CACHE = TOP / ".cache" / "installed"
_SOURCES = (
    "setup.py",
    "setup.cfg",
    "pyproject.toml",
    "MANIFEST.in",
    "scripts/wheels.py",
    "README.md",
    "LICENSE",
    "NOTICE",
)
_UNBUILT = shutil.ignore_patterns("__pycache__", "*.egg-info", "*.so", "*.pyd")


def python(compiled: bool | None = None) -> Path:
    """The Python that has the product of the checkout's present sources installed. None: compiled where that works."""
    _CACHE.mkdir(parents=True, exist_ok=True)
    with (_CACHE / ".lock").open("w") as lock:
        if os.name == "posix":  # who asks meanwhile waits for what is being made
            fcntl = importlib.import_module("fcntl")
            fcntl.flock(lock, fcntl.LOCK_EX)
        return _made({None: os.environ.get("BRIEFING_COMPILE", ""), True: "1", False: "0"}[compiled])


def _made(wish: str) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        sources = copied(Path(folder, "sources"))
        digest = _digest(sources, wish)
        for ready in sorted(_CACHE.glob(f"{digest}-*/.ready")):
            ready.touch()
            return _python_of(ready.parent)
        print(f"making a wheel of the sources, {'pure' if wish == '0' else 'compiled'} …", file=sys.stderr, flush=True)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        command = [*pip, "wheel", "--no-deps", "--wheel-dir", folder, str(sources)]
        subprocess.run(command, check=True, env={**os.environ, "BRIEFING_COMPILE": wish})
        (wheel,) = Path(folder).glob("*.whl")
        if wish != "0" and wheel.stem.endswith("-none-any"):
            print("No C compiler works here: the wheel is pure Python, and slower.", file=sys.stderr, flush=True)
        environment = _CACHE / f"{digest}-{os.getpid()}"
        venv.create(environment, symlinks=os.name != "nt")
        made = _python_of(environment)
        subprocess.run([*pip, "--python", str(made), "install", "--no-deps", str(wheel)], check=True)
    where = [str(made), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    purelib = subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip()
    Path(purelib, "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    (environment / ".ready").touch()
    _drop_old()
    return made


def copied(folder: Path) -> Path:
    """What a wheel is made of, in a folder of its own: nobody edits it meanwhile, and no older build lies in it."""
    shutil.copytree(TOP / "plugin", folder / "plugin", ignore=_UNBUILT)
    (folder / "scripts").mkdir()
    for name in _SOURCES:
        shutil.copy2(TOP / name, folder / name)
    return folder


def go_on_installed() -> None:
    """Runs the benchmark that was started, with its arguments, in the installed product; returns where it is that."""
    if sys.prefix.startswith(str(_CACHE)) or os.environ.get("BENCH_CHECKOUT"):
        return
    module = sys.modules["__main__"].__spec__
    assert module is not None, "started with python -m"
    command = [str(python()), "-m", module.name.removesuffix(".__main__"), *sys.argv[1:]]
    sys.exit(subprocess.run(command, check=False).returncode)


def _digest(sources: Path, wish: str) -> str:
    seen = hashlib.sha256(
        repr((sys.version, sys.prefix, sysconfig.get_platform(), wish, os.environ.get("CC"))).encode()
    )
    for path in sorted(p for p in sources.rglob("*") if p.is_file()):
        seen.update(repr((path.relative_to(sources).as_posix(), path.read_bytes())).encode())
    return seen.hexdigest()[:12]


def _python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _drop_old() -> None:
    ready = sorted(_CACHE.glob("*/.ready"), key=lambda mark: mark.stat().st_mtime)
    for mark in ready[:-KEPT]:
        shutil.rmtree(mark.parent, ignore_errors=True)


if __name__ == "__main__":
    print(python())
