"""techlint: a linter for technical blog drafts."""

__version__ = "0.1.0"
