"""Static pictures, drawn as SVG: plain records in, coordinates out; ``templates/briefing/pictures.html`` writes them.

A picture never says more than the list or table beside it, which is its equal for those who cannot see it. No scale, no
colour and no length in it carries meaning. Coordinates are whole numbers in units of about one pixel, and depend on
nothing but the records.
"""
