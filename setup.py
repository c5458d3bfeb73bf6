"""What is installed stands in ``setup.cfg``; what is compiled, in ``scripts/wheels.py``."""

import sys
from pathlib import Path

from setuptools import setup

sys.path.insert(0, str(Path(__file__).parent / "scripts"))
from wheels import extensions

setup(ext_modules=extensions())
