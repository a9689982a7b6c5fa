"""What of the documentation is made from techlint itself: pages of rules, reference of keys and commands.

`mkdocs build --strict` makes the site (`hook.py` adds the pages); `python -m tools.docs` rewrites the tables that stand
in `docs/` so that they can be read without a site.
"""
