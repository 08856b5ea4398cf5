"""What takes long is a job: owed here, and its result is sent to whoever asked for it when it is done."""

from handlers.context import Context
from storage import jobs


def owe(context: Context, job: str, **wanted: object) -> None:
    """`wanted` is what the job needs to know besides who asked, and where they wait for it."""
    who = {
        "person": context.person.id,
        "channel": context.channel,
        "chat_id": context.chat_id,
        "reply_token": context.reply_token,
    }
    jobs.owe_job(context.store, job, {**wanted, **who}, context.now)
