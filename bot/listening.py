"""The socket that a server takes before it starts, so that a place that cannot be had is told at once."""

import socket


def listening_at(host: str, port: int) -> socket.socket:
    """Bound to `host`, at any free port where `port` is 0. Raises OSError where it is taken or not ours, and of it
    `socket.gaierror` (or UnicodeError) where `host` is no address at all."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    return listening
