"""A PostgreSQL of our own, for a machine that has none.

The programs come from a package; everything else is ours: who runs them, where the data lie,
how the server is started and stopped.  It listens on a socket only this machine's owner can open.
docs/adr/0001 says why.
"""
