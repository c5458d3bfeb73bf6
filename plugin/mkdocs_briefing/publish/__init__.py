"""A ``Briefing`` in, files out: pages, print book, exports, feeds. Never changes the briefing."""
