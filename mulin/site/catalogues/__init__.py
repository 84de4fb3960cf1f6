"""
The words of the pages in other languages.

`found` reads them out of Python, templates and blueprints; `books` keeps each room's
`locale/en/LC_MESSAGES/django.po`; `faults` says what is wrong with one.  Messages are
written in Chinese, so Chinese needs no book.  None of it needs GNU gettext.
"""
