"""
`mulin verify`: count a downloaded vote again, without a site, a network or Django.

command  read, check, print
bundle   a file becomes a vote
counting the ballots by the rule, once more
checks   what does not fit together
words    everything said, in Chinese and English
"""
