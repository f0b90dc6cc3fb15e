"""A small proxy of this machine: what comes to it goes on to another port, with its first lines changed."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


def _pipe(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def forwarding(to: int, changed: Callable[[bytes], bytes]) -> Iterator[int]:
    """Yields the port it listens on. `changed` is given the head of each request, and says what goes on instead."""

    class Passing(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = b""
            while b"\r\n\r\n" not in head and (data := self.request.recv(65536)):
                head += data
            with socket.create_connection(("127.0.0.1", to)) as onward:
                onward.sendall(changed(head))
                back = threading.Thread(target=_pipe, args=(onward, self.request))
                back.start()
                _pipe(self.request, onward)
                back.join()

    class Proxy(socketserver.ThreadingTCPServer):
        daemon_threads = block_on_close = True

    with Proxy(("127.0.0.1", 0), Passing) as proxy:
        serving = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02})
        serving.start()
        try:
            yield proxy.server_address[1]
        finally:
            proxy.shutdown()
            serving.join()
