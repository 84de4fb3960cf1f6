"""
The roll from Excel and back.

Whatever was sent becomes rows of text in mulin.web.workbooks.  From there on:

headers  the row with the names of the columns is found
lines    each row becomes a door and what is said about it, or faults
plan     the lines are laid beside the roll as it is
writing  a plan without faults is carried out
sheets   the template, the roll as a file, and the copy that says what is wrong
"""
