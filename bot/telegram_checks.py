"""What Telegram itself says of our bot, for the doctor."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from bot.channels import SendFailed
from bot.channels.telegram import ALLOWED_UPDATES, TelegramChannel
from bot.findings import Finding
from bot.polling import MENDS
from bot.settings import POLLING

SETUP = "python -m bot setup-channels"
RECENT = timedelta(hours=1)
"""An error of before this has been got over."""
MANY = 100
"""Updates that wait: more than a busy hour of one office."""


async def telegram_findings(telegram: TelegramChannel, address: str, mode: str, now: datetime) -> list[Finding]:
    """`address`: where its webhooks should go; empty where that is not known."""
    try:
        me = cast(dict[str, Any], await telegram.call("getMe", {}))
        webhook = cast(dict[str, Any], await telegram.call("getWebhookInfo", {}))
    except SendFailed as failed:
        mend = MENDS.get(failed.status, "is api.telegram.org reached from this machine?")
        return [Finding(False, f"Telegram: {failed}", mend)]
    found = [Finding(True, f"Telegram: the token works, for @{me['username']}")]
    url = str(webhook.get("url", ""))
    if mode == POLLING:
        return [*found, Finding(not url, f"Telegram: {(url and f'writes to {url}') or 'waits to be asked'}", SETUP)]
    right = bool(address) and url == address
    told = f"Telegram: writes to {url or 'nobody'}{'' if right or not address else f', not to {address}'}"
    found.append(Finding(right, told, SETUP if address else "set PUBLIC_URL, then " + SETUP))
    if url:
        missing = sorted(set(ALLOWED_UPDATES) - set(webhook.get("allowed_updates", ALLOWED_UPDATES)))
        told = f"Telegram: does not tell of {', '.join(missing)}" if missing else "Telegram: tells of all that we hear"
        found.append(Finding(not missing, told, SETUP))
        found.extend(_troubles(webhook, now))
    return found


def _troubles(webhook: dict[str, Any], now: datetime) -> list[Finding]:
    """What went wrong with its webhooks of late."""
    waiting = int(webhook.get("pending_update_count", 0))
    found = [Finding(waiting < MANY, f"Telegram: {waiting} updates wait", "is `python -m bot serve` running?")]
    at = datetime.fromtimestamp(int(webhook.get("last_error_date", 0)), UTC)
    said = str(webhook.get("last_error_message", "")) if now - at < RECENT else ""
    mend = "is the server running behind that address, with a certificate that browsers trust? A 401 means that the "
    mend += "secret is another by now: " + SETUP
    found.append(Finding(not said, f"Telegram: last error: {said or 'none in the last hour'}", mend))
    return found
