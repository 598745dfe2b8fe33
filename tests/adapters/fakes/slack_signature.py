"""How Slack signs what it posts, written anew on purpose: https://docs.slack.dev/authentication/verifying-requests-from-slack/"""

from __future__ import annotations

import hashlib
import hmac
import time


def signed(body: str, secret: str, age: float = 0) -> dict[str, str]:
    """Headers of a request that Slack sent `age` seconds ago."""
    timestamp = str(int(time.time() - age))
    signature = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signature}"}
