"""Limits of the network client: pauses, attempts and sizes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one client: times in seconds, sizes in bytes."""

    connect: float = 10
    read: float = 120
    whole_answer: float = 600
    retry_after: float = 300  # if a server asks for a longer pause, the load ends
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
        """Return the seconds to wait after attempt 0, 1, 2, ...: 1, 2, 4 and so on, plus a random part of a second."""
        return min(self.back_off, 2.0**attempt) + chance
