"""The chapters of the book, in order; cover and contents stand before them. Light, so that every command may look."""

CHAPTERS = (
    "key-lines",
    "timeline",
    "claims",
    "figures",
    "actors",
    "articles",
    "texts",
    "notes",
    "method",
    "corrections",
)
