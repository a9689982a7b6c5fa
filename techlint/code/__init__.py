"""What code in a draft is: does a fence that looks complete parse?

In: the text of a code block and its language. Out: the first place at which its own parser gives up.
Must not know: nodes, rules, findings. Nothing is run; parsers only read.
"""
