"""What the trail calls this app's things."""

from apps.core.trail.kinds import Kind

KINDS = (Kind("board.datatoken", "Data token"),)
