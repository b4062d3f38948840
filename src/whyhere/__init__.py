"""Why does this place matter? Cited, mapped explainers from the reporting and the roads."""
