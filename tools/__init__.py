"""What is run by hand on a maintainer's machine; nothing here travels in the wheel."""
