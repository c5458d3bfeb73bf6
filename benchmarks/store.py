"""A store larger than a site: what it takes to analyse everything, to link everything, and to publish a part.

    python -m benchmarks.store [--articles 20000] [--since 2024-02-09]

The days of the articles are spread evenly over 2,000 days from 2020; of them a quarter is later than the day above.
Time is CPU of all processes and by the clock; memory is the peak of the largest process.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import corpus as corpora

_STORE = "from pathlib import Path; from mkdocs_briefing.store import Store; store = Store(Path('.cache/briefing'))\n"
_BRIEF = _STORE + "from mkdocs_briefing.pipeline import brief; from mkdocs_briefing.selection import Selection\n"
ANALYSE = [sys.executable, "-c", "from mkdocs_briefing.cli import main; main()", "analyse", "corpus"]
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
SETTINGS = """\
site_name: A part
theme: {{name: material, font: false}}
plugins: [search, {{briefing: {{select: {{since: {since}}}}}}}]
"""


def spent(name: str, command: list[str], folder: Path) -> None:
    """Run one step, and print what it took."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{name}: failed with {os.waitstatus_to_exitcode(status)}")
    memory = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1000 / 1.024)
    print(
        f"{name:34} {used.ru_utime + used.ru_stime:8.0f} s CPU {time.monotonic() - start:8.0f} s {memory:8.0f} MB",
        flush=True,
    )


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--articles", type=int, default=20_000)
    cli.add_argument("--since", default="2024-02-09", help="the part that is published")
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        (root / "docs").mkdir()
        corpora.write(corpora.texts(args.articles), root / "corpus")
        (root / "mkdocs.yml").write_text(SETTINGS.format(since=args.since))
        spent("analyse", ANALYSE, root)
        print(f"{'the store':34} {(root / '.cache/briefing/analyses.sqlite').stat().st_size / 1e6:8.0f} MB")
        spent("analyse, nothing changed", ANALYSE, root)
        spent("link, the whole", [sys.executable, "-c", _BRIEF + "brief(Path('corpus'), store=store)"], root)
        part = f"brief(Path('corpus'), store=store, select=Selection(since='{args.since}'))"
        spent("link, the part", [sys.executable, "-c", _BRIEF + part], root)
        spent("mkdocs build of the part", BUILD, root)
        print(f"{'pages of the part':34} {sum(1 for _ in (root / 'site').rglob('*.html')):8}")
        spent("mkdocs build, nothing changed", BUILD, root)


if __name__ == "__main__":
    main()
