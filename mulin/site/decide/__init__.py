"""
`mulin decide`: count an election on the command line, without a site, a database or Django.

command   read, count, print
options   what was typed, as a rule
files     a file of any kind becomes an election
report    the outcome as people read it
plain     the outcome as programs read it
stories   why each project was chosen or not
table     columns that stay in line, Chinese or not
progress  a bar for those who wait
words     everything said, in Chinese and English
"""
