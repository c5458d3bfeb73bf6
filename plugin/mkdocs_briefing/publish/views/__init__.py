"""One module a kind of page: from the briefing to what its template shows. No HTML but merged article text."""
