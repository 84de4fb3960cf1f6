from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.errors import Refused

from .pictures import Picture, redraw

MOST = 6


class PhotosInput(forms.FileInput):
    """Take several photos, from the camera or the album."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/*", **(attrs or {})})

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> list[UploadedFile]:
        return files.getlist(name) if isinstance(files, MultiValueDict) else []


class PhotosField(forms.FileField):
    """Several photos, each checked and drawn anew; gives a list of `Picture`, maybe empty."""

    widget = PhotosInput

    def __init__(self, *, most: int = MOST, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("label", gettext_lazy("照片"))
        kwargs.setdefault("help_text", gettext_lazy("请避开人脸和车牌。照片里的定位会自动去掉。"))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        uploads = [upload for upload in (data or []) if upload]
        if not uploads:
            if self.required:
                raise forms.ValidationError(_("请至少选一张照片。"))
            return []
        if len(uploads) > self.most:
            raise forms.ValidationError(
                ngettext(
                    "最多 %(most)s 张，请少选几张。", "最多 %(most)s 张，请少选几张。", self.most
                )
                % {"most": self.most}
            )
        return self._redrawn(uploads)

    def _redrawn(self, uploads: list[UploadedFile]) -> list[Picture]:
        pictures, errors = [], []
        for place, upload in enumerate(uploads, start=1):
            try:
                pictures.append(redraw(upload))
            except Refused as refusal:
                errors.append(
                    str(refusal)
                    if len(uploads) == 1
                    else _("第 %(place)s 张：%(reason)s") % {"place": place, "reason": refusal}
                )
        if errors:
            raise forms.ValidationError(errors)
        return pictures
