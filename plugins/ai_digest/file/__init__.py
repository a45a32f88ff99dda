"""File: a checked draft → article, evidence and cover, in the content folder and whole."""
