from .office import desk, file, file_json, file_xlsx, publish, remove, upload, withdraw
from .public import result, result_json, result_xlsx

__all__ = [
    "desk",
    "file",
    "file_json",
    "file_xlsx",
    "publish",
    "remove",
    "result",
    "result_json",
    "result_xlsx",
    "upload",
    "withdraw",
]
