"""What people upload stays in memory, up to its field’s limit, until it is checked: nothing unchecked is on a disk."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class MemoryOnlyHandler(FileUploadHandler):
    """Keeps as many bytes of a field as ``MEMORY_ONLY_UPLOADS`` says and one more, and counts the rest: a form sees by
    ``size`` that a file is too large. Of a field that is not named there nothing is kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file, self.counted = BytesIO(), 0
        most = settings.MEMORY_ONLY_UPLOADS.get(self.field_name)
        self.room = 0 if most is None else most + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        taken = raw_data[: self.room]
        self.file.write(taken)
        self.room -= len(taken)
        self.counted += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=str(self.file_name),
            content_type=str(self.content_type),
            size=self.counted,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
