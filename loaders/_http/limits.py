"""How patient we are with a source, and how much we take from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """How long we wait, in seconds; how often we try; how much we take, in bytes."""

    connect: float = 10
    read: float = 120
    whole_answer: float = 600
    retry_after: float = 300  # a server that asks for a longer pause is left in peace until the next run
    back_off: float = 60
    tries: int = 5
    redirects: int = 5
    body: int = 64 << 20
    file: int = 8 << 30
    interval: float = 1  # between two requests to a host
    intervals: Mapping[str, float] = field(
        default_factory=lambda: {"comtradeapi.un.org": 6.5, "api.unhcr.org": 3}  # ten requests a minute; "be gentle"
    )

    def pause(self, attempt: int, chance: float) -> float:
        """The back-off before the next try: 1, 2, 4 seconds and so on, and up to a second by chance."""
        return min(self.back_off, 2.0**attempt) + chance
