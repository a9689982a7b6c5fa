"""What stays behind in a draft when tools, templates and pages have been at it: shared by the checks of the family."""
