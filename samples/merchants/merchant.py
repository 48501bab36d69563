"""A merchant's application behind EdgeGateway: it takes only what the gateway has signed (Standard Webhooks).

MERCHANT_SECRETS=whsec_... python3 merchant.py 9000
"""
import base64
import hashlib
import hmac
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Those of MerchantSignature in the gateway's configuration: two while one replaces the other.
SECRETS = [base64.b64decode(secret.removeprefix("whsec_")) for secret in os.environ["MERCHANT_SECRETS"].split()]
TOLERANCE_SECONDS = 300


def is_genuine(headers, body):
    event, timestamp, signatures = (headers.get(name, "") for name in ("webhook-id", "webhook-timestamp", "webhook-signature"))
    if not (timestamp.isascii() and timestamp.isdigit() and abs(time.time() - int(timestamp)) <= TOLERANCE_SECONDS):
        return False
    signed = f"{event}.{timestamp}.".encode() + body
    expected = [b"v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)) for secret in SECRETS]
    return any(hmac.compare_digest(signature.encode(), one) for signature in signatures.split() for one in expected)


class Merchant(BaseHTTPRequestHandler):
    # Python's default, 1.0, closes each connection without announcing it, and the gateway may be sending the next callback on it.
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        genuine = is_genuine(self.headers, body)
        if genuine:
            # Credit the customer here, in one transaction with an INSERT of webhook-id into a table where it is unique.
            print(f"paid: {self.headers['webhook-id']}", flush=True)
        answer = b"ok" if genuine else b"not signed by the gateway"
        self.send_response(200 if genuine else 401)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


# On the loopback address: nobody can send to the application past the gateway.
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Merchant).serve_forever()
