# A client on python3-websockets. Usage: MONITOR_TOKEN=... python3 client.py URL talk|listen
# Prints one JSON object a line for everything it sees; judges nothing.
import asyncio
import json
import os
import sys

import websockets

URL, WHAT = sys.argv[1:]
# Newer releases have another name for it.
HEADERS = "additional_headers" if int(websockets.__version__.split(".")[0]) >= 14 else "extra_headers"


def say(**seen):
    print(json.dumps(seen), flush=True)


async def pieces():
    for piece in ('{"type":"ping",', '"id":"in ', 'pieces"}'):
        yield piece


async def talk(ws, waiting):
    pong = await ws.ping("are you there")
    await ws.send('{"type":"ping","id":7}')
    await ws.send('{"type":"get_snapshot","id":"s1"}')
    await ws.send("rubbish")
    await ws.send(pieces())
    await pong
    say(saw="control pong", text="are you there")
    waiting.discard("control pong")


async def main():
    options = {
        HEADERS: {"Authorization": "Bearer " + os.environ["MONITOR_TOKEN"]},
        "subprotocols": ["monitor.v1"],
        "compression": "deflate",
    }
    waiting = {"last pong", "snapshot", "error", "order_update", "cycle_completed", "control pong"}
    async with websockets.connect(URL, **options) as ws:
        extensions = getattr(ws, "extensions", None) or getattr(getattr(ws, "protocol", None), "extensions", [])
        say(saw="open", protocol=ws.subprotocol or "", extensions=",".join(e.name for e in extensions))
        talking = None
        try:
            while waiting:
                message = await ws.recv()
                text = message if isinstance(message, str) else message.decode()
                say(saw="message", binary=not isinstance(message, str), text=text)
                answer = json.loads(text)
                kind = answer["type"]
                waiting.discard("last pong" if answer.get("id") == "in pieces" else kind)
                if kind == "connection_established" and WHAT == "talk":
                    talking = asyncio.ensure_future(talk(ws, waiting))
            await ws.close(1000, "done")
        except websockets.exceptions.ConnectionClosed:
            pass
        if talking is not None:
            await talking
    say(saw="close", code=ws.close_code, reason=ws.close_reason or "")


asyncio.run(main())
