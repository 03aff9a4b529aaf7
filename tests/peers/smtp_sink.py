"""A mail server that takes everything and keeps it: python3 smtp_sink.py FOLDER [--refuse ADDRESS] [--full ADDRESS]

Prints the port it listens on. Each message becomes a file FOLDER/NUMBER.eml; --refuse answers 550 for an address, --full 452, --slow waits so many
seconds before it takes a message. Ends when its input is closed.
"""

import argparse
import asyncio
import itertools
import os
import sys
import tempfile

from aiosmtpd.smtp import SMTP


class Keep:
    def __init__(self, options):
        self.options = options
        self.numbers = itertools.count(1)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.options.refuse:
            return "550 5.1.1 no such mailbox"
        if address in self.options.full:
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.options.slow:
            await asyncio.sleep(self.options.slow)
        name = os.path.join(self.options.folder, f"{next(self.numbers):06}.eml")
        with tempfile.NamedTemporaryFile(dir=self.options.folder, suffix=".part", delete=False) as part:
            part.write(envelope.original_content)
        os.rename(part.name, name)
        return "250 OK"


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--refuse", action="append", default=[])
    parser.add_argument("--full", action="append", default=[])
    parser.add_argument("--slow", type=float, default=0)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    keep = Keep(options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keep, enable_SMTPUTF8=True), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
