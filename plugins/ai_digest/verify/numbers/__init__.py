"""Figures in a text as values with their units, across notations and languages.

figure                      what a figure is, and the form in which the evidence keeps it
reading                     a text → its figures
digits, numerals, words     numbers of the three kinds, as they stand in a text
chinese, english, dates     what numerals, number words and dates mean
scales, units, context, naming, finish, ranges    what stands around a number
"""

from ai_digest.verify.numbers.figure import Figure
from ai_digest.verify.numbers.found import Found, clean
from ai_digest.verify.numbers.reading import figures, read

__all__ = ["Figure", "Found", "clean", "figures", "read"]
