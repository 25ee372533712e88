"""What a channel that sends must do, and how it says that it could not."""

from __future__ import annotations

from typing import Literal, Protocol

from bot.messages.messages import Outbound
from frameworks.definition.errors import SamenspraakError

Whose = Literal["chat", "channel", "message"]


class Channel(Protocol):
    """A channel to which the sender delivers."""

    name: str

    async def deliver(self, out: Outbound) -> str | None:
        """Deliver one message; returns when the other side has it. Raises one of the below.

        Returns the number that the message with its buttons has there, where they can come off.
        """


class DeliveryRetryError(SamenspraakError):
    """Not now: try again after `after` seconds. `reason` holds no content.

    of: whose fault it is: the chat has to wait, the channel reaches nobody, or it may be the
      message, so that it is tried less and less often
    """

    def __init__(self, after: float, reason: str, of: Whose = "message") -> None:
        super().__init__(reason)
        self.after, self.reason, self.of = after, reason, of


class DeliveryRefusedError(SamenspraakError):
    """Never: the other side will not take this message, however often it is sent."""


class RecipientUnreachableError(SamenspraakError):
    """The person blocked us or is gone: send them nothing until they come back."""


class AddressMovedError(SamenspraakError):
    """The address changed to `address`."""

    def __init__(self, address: str) -> None:
        super().__init__("the address changed")
        self.address = address
