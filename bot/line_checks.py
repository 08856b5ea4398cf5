"""What LINE itself says of our account, for the doctor."""

import json
from typing import Any

from bot.channels import SendFailed
from bot.channels.line import LineChannel
from bot.findings import Finding
from bot.line_webhook import USE_WEBHOOK, line_webhook, tested

TOKEN = (
    "LINE Developers console → Messaging API → Channel access token → Issue, into LINE_CHANNEL_ACCESS_TOKEN; "
    "or LINE_CHANNEL_ID (Basic settings → Channel ID) for short-lived ones"
)
CHAT_OFF = (
    "LINE Official Account Manager → Settings → Response settings → Chat: off, so that nobody answers over the bot"
)
SETUP = "python -m bot setup-channels"
UNSEEN = (
    "LINE: does not tell these, so look yourself: Webhook redelivery on, Error statistics on (Developers console → "
    "Messaging API); Greeting message off, Auto-response off (Official Account Manager → Response settings); "
    "joining groups off (→ Account settings)"
)
NEAR = 0.8
"""The share of a month's messages from which it is time to think."""


async def line_findings(line: LineChannel, address: str) -> list[Finding]:
    """`address`: where its webhooks should go; empty where that is not known."""
    try:
        info = await _found(line, "info")
        webhook = await line_webhook(line)
        quota, used = await _found(line, "message/quota"), await _found(line, "message/quota/consumption")
    except SendFailed as failed:
        known = failed.status in (400, 401, 403) or "no token" in str(failed)
        return [Finding(False, f"LINE: {failed}", TOKEN if known else "is api.line.me reached from this machine?")]
    return [
        Finding(True, f"LINE: the token works, for {info['displayName']} ({info['basicId']})"),
        Finding(info["chatMode"] == "bot", f"LINE: Chat is {_on(info['chatMode'] != 'bot')}", CHAT_OFF),
        *_of_webhook(webhook, address),
        *([await tested(line, address)] if address else []),
        _of_quota(quota, int(used["totalUsage"])),
        Finding(True, UNSEEN, look=True),
    ]


def _of_webhook(webhook: dict[str, Any], address: str) -> list[Finding]:
    endpoint = webhook.get("endpoint", "")
    right = bool(address) and endpoint == address
    told = f"LINE: writes to {endpoint or 'nobody'}{'' if right or not address else f', not to {address}'}"
    found = [Finding(right, told, SETUP if address else "set PUBLIC_URL, then " + SETUP)]
    if endpoint:
        active = bool(webhook.get("active"))
        found.append(Finding(active, f"LINE: Use webhook is {_on(active)}", USE_WEBHOOK))
    return found


def _of_quota(quota: dict[str, Any], used: int) -> Finding:
    if quota.get("type") != "limited":
        return Finding(True, f"LINE: {used:,} messages this month, no limit")
    most = int(quota["value"])
    mend = "what is not sent this month is said to the officer; a larger plan helps, or the staff in Telegram"
    return Finding(used < NEAR * most, f"LINE: {used:,} of {most:,} messages of this month are used", mend)


async def _found(line: LineChannel, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((await line.ask("GET", path)).body)
    return found


def _on(on: bool) -> str:
    return "on" if on else "off"
