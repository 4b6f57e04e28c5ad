"""The command line: `python -m walk follow|record|compare|look|check|browser`."""

from __future__ import annotations

import gc
import logging
import signal
import sys

from walk.commands.parser import main

if __name__ == "__main__":
    # What is imported stays for good: looking through it for garbage costs a walk 3 % (measured).
    gc.freeze()
    # Playwright leaves tasks behind when it is interrupted, and asyncio would tell of each.
    logging.getLogger("asyncio").disabled = True
    # Whoever ends the process kindly, as CI does, leaves no browser and no folder behind either.
    for ending in ("SIGTERM", "SIGHUP"):
        # Windows has no terminal that hangs up, and whoever says `nohup` wants that to be nothing.
        number = getattr(signal, ending, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    sys.exit(main())
