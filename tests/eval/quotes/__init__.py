"""Quotes: passages and sources, written for this, and the floor that the finding of quotes must reach."""
