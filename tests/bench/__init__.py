"""Measures, as ratios in one run against a named alternative: `make bench`."""
