"""The prose of a draft as one text, and what proselint's checks find in it."""
