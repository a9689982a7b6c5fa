"""The commands of the command line, a module each; `techlint.cli.COMMANDS` is the register."""
