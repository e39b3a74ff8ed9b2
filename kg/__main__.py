"""``python -m kg`` is the command ``kg``."""

import os
import signal
import sys

_INTERRUPTED = 130


def start() -> int:
    """Load the command and run it. Ctrl-C ends it without a traceback also while it is being loaded, which takes
    a second on a busy machine."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    from kg.cli import main

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return main()


if __name__ == "__main__":  # worker processes import this module, too
    sys.exit(start())
