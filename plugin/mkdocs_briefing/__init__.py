"""mkdocs-briefing: a folder of news articles in, a static briefing site out.

The core is a library: ``pipeline.brief`` makes a ``Briefing`` from a folder; ``publish`` shows it;
``plugin`` and ``cli`` are thin doors to both.
"""

__version__ = "0.1.0"
