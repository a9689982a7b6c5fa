"""Credentials in a draft: which literals are one, how grave that is, and how to show them without showing them.

`analyse.secrets_of(document)` is the one entry: rules ask it through `doc.view`.
"""
