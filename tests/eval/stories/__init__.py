"""Which items of a day tell the same event: gold days, scores, floors, and the fit of the weights."""
