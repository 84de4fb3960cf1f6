"""What a good password is, said in the house's own words."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """A password must have enough signs."""

    def get_error_message(self) -> str:
        sentence = ngettext(
            "密码太短了，至少要 %(least)s 位。",
            "密码太短了，至少要 %(least)s 位。",
            self.min_length,
        )
        return sentence % {"least": self.min_length}
