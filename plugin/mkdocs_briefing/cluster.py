"""Work on other machines: a Dask cluster behind the same ``Executor`` as processes of this one.

Workers need neither the corpus nor the store: they are sent what was read, and send back what they found.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

from . import __version__
from . import store as stores

ANSWER = 10.0
"""Seconds in which a scheduler and its first worker have to answer."""

MISSING = "distributed is not installed: pip install 'mkdocs-briefing[cluster]'"

R = TypeVar("R")


class Unusable(Exception):
    """A cluster that cannot do this work; its words say what to do."""


class _Cluster(Executor):
    """Sends work with the digest of our code, so that a worker that comes later and has another refuses it."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        return self._executor.submit(_same_code, stores.code(), fn, *args, **kwargs)


@contextmanager
def executor(address: str) -> Iterator[Executor]:
    """The cluster behind a scheduler, such as ``tcp://10.0.0.5:8786``.

    What is under way is called off at the end. Raises ``Unusable`` where nobody answers, where a worker has other
    versions than we do, and where the cluster is lost in the middle.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise Unusable(MISSING) from error
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise Unusable(f"no scheduler answers at {address} within {ANSWER:.0f} seconds ({_first(error)})") from error
    try:
        _check(client, address)
        with client.get_executor(pure=False) as sent:  # type: ignore[no-untyped-call]
            yield _Cluster(sent)
    except KilledWorker as error:
        raise Unusable(f"workers died of an article, again and again ({_first(error)})") from error
    except (CancelledError, OSError) as error:
        raise Unusable(f"the cluster at {address} is lost ({_first(error)})") from error
    finally:
        client.close()  # type: ignore[no-untyped-call]


def _check(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=ANSWER)
    except TimeoutError as error:
        raise Unusable(f"the scheduler at {address} has no workers: start some with “dask worker {address}”") from error
    try:
        found: Mapping[str, object] = client.run(_about, on_error="return")
    except Exception as error:  # whatever a worker without our code, or with another Dask, may raise
        raise Unusable(f"the workers cannot be asked for their versions ({_first(error)}); {_INSTALL}") from error
    strange = {worker: about for worker, about in found.items() if about != _about()}
    if strange:
        lines = "".join(f"\n  {worker}: {_told(about)}" for worker, about in sorted(strange.items()))
        raise Unusable(
            f"{len(strange)} of {len(found)} workers have other versions than this machine, and might find "
            f"other things (here: {_told(_about())}):{lines}\n{_INSTALL}"
        )


_INSTALL = "Install the same versions of mkdocs-briefing, its libraries and Python on every machine."


def _about() -> tuple[str, str, str]:
    """What has to be the same everywhere: our version, that of Python, and all of our code and libraries."""
    return __version__, platform.python_version(), stores.code().hex()


def _told(about: object) -> str:
    if not isinstance(about, tuple | list) or len(about) != 3:
        return _first(about)
    version, python, code = about
    return f"mkdocs-briefing {version}, Python {python}, code and libraries {str(code)[:8]}"


def _same_code(code: bytes, work: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
    """On a worker: the work, if this is the code that sent it."""
    if stores.code() != code:
        raise Unusable(f"a worker came that has other versions ({_told(_about())}). {_INSTALL}")
    return work(*args, **kwargs)


def _first(error: object) -> str:
    return str(error).partition("\n")[0].strip() or type(error).__name__
