"""Article text: gold pages, written for this, and the floor that their scores must reach."""
