"""Everything that leaves the site besides its pages: tables, bibliographies, annotations, graph, feeds, citations.

In: a briefing as ``publish.rights.shown`` has it, and where its pages stand. Out: files, one module a format.
Never: words that may not be shown, the clock, or anything that the pages do not say as well.
"""
