"""`python -m techlint`."""

from techlint.cli import main

main()
