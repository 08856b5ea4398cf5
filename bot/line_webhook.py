"""Where LINE writes to, as LINE itself tells it, and whether that reaches us: for setting up and for the doctor."""

import json
from typing import Any

from bot.channels import SendFailed
from bot.channels.line import LineChannel
from bot.findings import Finding

USE_WEBHOOK = "LINE Developers console → Messaging API → Webhook settings → Use webhook: on"
REFUSED = "check the token and PUBLIC_URL; python -m bot doctor tells more"


async def line_webhook(line: LineChannel) -> dict[str, Any]:
    """Where LINE writes to ("endpoint"), and whether it does ("active"); empty where it has never been told."""
    try:
        found: dict[str, Any] = json.loads((await line.ask("GET", "channel/webhook/endpoint")).body)
    except SendFailed as failed:
        if failed.status == 404:
            return {}
        raise
    return found


async def tested(line: LineChannel, address: str) -> Finding:
    """LINE posts to `address`, as it will with every message, and tells what it met (#test-webhook-endpoint)."""
    try:
        found = json.loads((await line.ask("POST", "channel/webhook/test", {"endpoint": address})).body)
    except SendFailed as failed:
        return Finding(False, f"LINE: the webhook could not be tested: {failed}", REFUSED)
    if found.get("success"):
        return Finding(True, f"LINE: reaches {address}")
    met = f"{found.get('reason')} {found.get('detail')} (HTTP {found.get('statusCode')})"
    mends = {401: "LINE_CHANNEL_SECRET is not this channel's", 404: "there is no such office, or not exactly one"}
    mend = mends.get(found.get("statusCode"), "is `python -m bot serve` running behind that address, with https?")
    return Finding(False, f"LINE: does not reach {address}: {met}", mend)
