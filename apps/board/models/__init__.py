from apps.board.models.feed import DataToken
from apps.board.models.meetings import Meeting

__all__ = ["DataToken", "Meeting"]
