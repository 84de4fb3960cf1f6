"""A gateway of a town's own, as a real server in this process."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer


class Gateway(HTTPServer):
    """Keeps what it is offered and gives the answers it is told to give, then 204."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Counter)
        self.offers, self.answers = [], []
        self.address = f"http://127.0.0.1:{self.server_port}/sms?town=wanghe"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()


class Counter(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.offers.append((self.path, dict(self.headers), body, json.loads(body)))
        answer = self.server.answers.pop(0) if self.server.answers else 204
        if answer is None:
            return  # hangs up without a word
        self.send_response(answer)
        self.send_header("Location", self.server.address)
        self.end_headers()

    def log_message(self, *_said):
        pass
