"""Worker processes: the CPU work of reading a document, off the event loop.

A process rather than a thread, because the interpreter's lock would hold up every reply meanwhile, and
because a process can be killed: one document that takes for ever, or eats the memory, costs that document
only. Plain child processes with pipes: a child imports only what its work needs, the heavy libraries never
enter the service's own memory, and a child that has been idle for a while is ended to give its memory back.

Not for I/O: what runs here touches neither the database nor the network.
"""

from bot.worker.ahead import in_batches
from bot.worker.pool import Worker
from bot.worker.work import READER, Prepared, prepare, prepare_again, prepare_file, read_and_rank

__all__ = [
    "READER",
    "Prepared",
    "Worker",
    "in_batches",
    "prepare",
    "prepare_again",
    "prepare_file",
    "read_and_rank",
]
