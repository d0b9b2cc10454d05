"""An OpenAI-compatible chat endpoint with a script: what the model is asked last decides how it behaves.

Prints its port. Standard library only.
"""
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = sys.argv[1] if len(sys.argv) > 1 else ""


class Chat(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert body["stream"] is True and body["model"] == "tiny", body
        if self.path != "/v1/chat/completions":
            return self.refuse(404, "no such page")
        if KEY and self.headers.get("Authorization") != "Bearer " + KEY:
            return self.refuse(401, "wrong key " + str(self.headers.get("Authorization")))
        last = body["messages"][-1]
        self.answer(last["content"].lower().strip(" ."), last["role"], body)

    def answer(self, text, role, body):
        if text.startswith("status "):
            return self.refuse(int(text.split()[1]), "as you wish")
        if text == "whole":
            return self.send_whole("application/json", json.dumps(
                {"choices": [{"message": {"content": "This is no stream."}, "finish_reason": "stop"}]}).encode())
        if text == "not http":
            return self.wfile.write(b"\x16\x03\x01 go away")
        if text == "silence":
            return time.sleep(30)
        if text == "huge line":
            return self.send_whole("text/event-stream", b"data: " + b"x" * (2 << 20))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if role == "tool":
            return self.say(["It is done", ": ", text, "."])
        if text == "garbage":
            return self.chunk(b"data: {]\n\n")
        if text == "stall":
            self.say(["One sentence is said. ", "The next"], end=False)
            return time.sleep(30)
        if text == "drip":
            try:
                while True:
                    self.chunk(b": still here\n\n")
                    time.sleep(0.05)
            except OSError:
                return None
        if text == "break off":
            self.say(["One sentence is said. ", "The next"], end=False)
            return self.connection.close()
        if text.startswith("lamp"):
            name = body["tools"][0]["function"]["name"]
            self.event({"tool_calls": [{"index": 0, "id": "x", "function": {"name": name, "arguments": '{"sta'}}]})
            self.event({"tool_calls": [{"index": 0, "function": {"arguments": 'te":true}'}}]})
            return self.finish_stream("tool_calls")
        if text == "cut lines":
            line = b'data: {"choices":[{"delta":{"content":"Cut anywhere. Even so."}}]}\r\n\r\ndata: [DONE]\r\n\r\n'
            for byte in line:
                self.chunk(bytes([byte]))
            return self.chunk(b"")
        asked = sum(1 for message in body["messages"] if message["role"] == "user")
        return self.say(["You asked ", f"{asked} ", "times. ", "Last was ", text, "."])

    def say(self, words, end=True):
        for word in words:
            self.event({"content": word})
        if end:
            self.finish_stream("stop")

    def finish_stream(self, reason):
        self.chunk(b"data: " + json.dumps({"choices": [{"delta": {}, "finish_reason": reason}]}).encode() + b"\n\n")
        self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def event(self, delta):
        self.chunk(b"data: " + json.dumps({"choices": [{"index": 0, "delta": delta}]}).encode() + b"\n\n")

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def send_whole(self, kind, data):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status, why):
        data = json.dumps({"error": {"message": why}}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


server = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
