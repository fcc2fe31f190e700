"""Whether a server could listen at an address, asked before it starts."""

from __future__ import annotations

import socket


class CannotListen(Exception):
    """The address is another program's, or none of this machine."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host = host
        self.port = port
        super().__init__(f"The web server cannot listen on {host}, port {port}: {reason}")


def address_to_listen_on(host: str, port: int) -> str:
    """The numeric address of `host` once it is certain that the port is free; or CannotListen."""
    try:
        [(family, _, _, _, place), *_] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise CannotListen(host, port, f"{fault.strerror}. Choose another WEDFORMS_HOST.") from None
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as fault:
            advice = "Choose another with WEDFORMS_PORT, or end what is running there."
            raise CannotListen(host, port, f"{fault.strerror}. {advice}") from None
    return str(place[0])
