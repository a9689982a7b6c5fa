"""What is removed, deprecated, renamed or past its end of life in the code of a draft."""
