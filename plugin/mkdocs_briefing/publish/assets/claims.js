// Filters of the claims index.
