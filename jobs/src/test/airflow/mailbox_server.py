"""A mail server on the loopback that keeps what it is told."""

import email
import socketserver
import threading
from email.message import Message
from types import TracebackType
from typing import Self

ANSWERS = {b"EHLO": b"250 here", b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class Conversation(socketserver.StreamRequestHandler):
    """One client's commands and mail, by SMTP (RFC 5321)."""

    def handle(self) -> None:
        """Answer line by line; within a mail only its end."""
        self.wfile.write(b"220 here\r\n")
        is_mail = False
        for line in self.rfile:
            self.server.lines.append(line.decode())
            word = line[:4].upper()
            if is_mail and line != b".\r\n":
                continue
            is_mail = word == b"DATA"
            self.wfile.write(ANSWERS.get(word, b"250 ok") + b"\r\n")
            if word == b"QUIT":
                return


class Mailbox:
    """Listens while it is open, for one mail."""

    def __init__(self) -> None:
        """Take a free port."""
        self.server = socketserver.TCPServer(("127.0.0.1", 0), Conversation)
        self.server.lines = []
        self.port: int = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever)

    @property
    def mail(self) -> Message:
        """The mail that came."""
        text = "".join(self.server.lines)
        return email.message_from_string(text[text.lower().index("data\r\n") + len("data\r\n") :])

    def __enter__(self) -> Self:
        """Start to listen."""
        self.thread.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop, once the conversation is over."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
