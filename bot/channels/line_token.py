"""The right to call LINE: a token that was given, or one that lives for minutes and is renewed in time."""

import asyncio
import json
from urllib.parse import urlencode

from bot.channels import SendFailed
from bot.channels.wire import Wire

MARGIN = 60.0
"""Seconds before its end from which a token is no longer used."""


class GivenToken:
    """A long-lived token from the LINE Developers console."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def get(self) -> str:
        return self._token

    def refused(self) -> bool:
        """LINE said 401. Whether another try, with another token, makes sense."""
        return False


class StatelessToken:
    """A token by channel id and secret: 15 minutes, any number of them, none to revoke
    (developers.line.biz, issue-stateless-channel-access-token)."""

    def __init__(self, wire: Wire, api_url: str, channel_id: str, secret: str) -> None:
        self._wire = wire
        self._address = f"{api_url}/oauth2/v3/token"
        asked = {"grant_type": "client_credentials", "client_id": channel_id, "client_secret": secret}
        self._body = urlencode(asked).encode()
        self._token = ""
        self._until = 0.0
        self._renewing = asyncio.Lock()

    async def get(self) -> str:
        """Raises `SendFailed`; permanent when LINE does not know the channel."""
        async with self._renewing:
            if asyncio.get_running_loop().time() >= self._until:
                await self._renew()
            return self._token

    def refused(self) -> bool:
        self._until = 0.0
        return True

    async def _renew(self) -> None:
        now = asyncio.get_running_loop().time()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            answer = await self._wire.post(self._address, self._body, headers)
        except SendFailed as failed:  # whatever became of the token, the message itself was not sent
            raise SendFailed(f"no token: {failed}", permanent=failed.permanent) from None
        if answer.status != 200:
            raise SendFailed(f"no token: LINE answered {answer.status}", permanent=400 <= answer.status < 500)
        try:
            found = json.loads(answer.body)
            self._token, self._until = str(found["access_token"]), now + float(found["expires_in"]) - MARGIN
        except (ValueError, KeyError, TypeError):
            raise SendFailed("no token: LINE's answer has none", permanent=False) from None
