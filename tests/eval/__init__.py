"""Gold sets, and the floors that what is measured on them must reach."""
