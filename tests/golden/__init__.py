"""Whole briefs, compared with what they were: one folder a case."""
