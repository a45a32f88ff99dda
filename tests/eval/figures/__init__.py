"""Figures: statements and sources, written for this, and the floor that matching them must reach."""
