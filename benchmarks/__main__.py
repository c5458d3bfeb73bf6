"""``python -m benchmarks --shared DIR``: every measurement, one after the other."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

MEASUREMENTS = ("attribution", "gold", "actors", "cleaning", "pages", "evidence", "growth", "speed")
OWN = ("gold", "evidence", "growth")
"""measured on data of this repository"""


def main() -> int:
    """Run each measurement in a process of its own; say so where its data is not there."""
    cli = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    cli.add_argument("--shared", type=Path, default=Path("../shared/benchmarks"), help="folder of data and scorers")
    cli.add_argument("only", nargs="*", metavar="MEASUREMENT", help=f"some of: {', '.join(MEASUREMENTS)}")
    args = cli.parse_args()
    if unknown := set(args.only) - set(MEASUREMENTS):
        cli.error(f"no measurement {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}")
    wanted = args.only or MEASUREMENTS
    if not args.shared.is_dir():
        wanted = [name for name in wanted if name in OWN]
        measured = f"only {', '.join(wanted)} is measured" if wanted else "nothing was measured"
        print(f"No benchmark data at {args.shared}: {measured}. Give its folder with --shared.")
    failed = []
    for name in wanted:
        print(f"\n== {name}", flush=True)
        run = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", "--shared", str(args.shared)], check=False)
        if run.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
