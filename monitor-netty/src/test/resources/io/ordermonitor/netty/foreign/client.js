// A client on npm's ws. Usage: MONITOR_TOKEN=... node client.js URL talk|listen
// Prints one JSON object a line for everything it sees; judges nothing.
'use strict';
const WebSocket = require('ws');

const [url, what] = process.argv.slice(2);
const say = (seen) => process.stdout.write(JSON.stringify(seen) + '\n');
const ws = new WebSocket(url, ['monitor.v1', 'bearer.' + process.env.MONITOR_TOKEN], { perMessageDeflate: true });
const waiting = new Set(['last pong', 'snapshot', 'error', 'order_update', 'cycle_completed', 'control pong']);

const finish = (type) => {
  if (waiting.delete(type) && waiting.size === 0) {
    ws.close(1000, 'done');
  }
};

ws.on('open', () => {
  say({ saw: 'open', protocol: ws.protocol, extensions: ws.extensions });
});
ws.on('message', (data, binary) => {
  say({ saw: 'message', binary, text: data.toString() });
  const { type, id } = JSON.parse(data.toString());
  if (type === 'connection_established' && what === 'talk') {
    ws.ping('are you there');
    ws.send('{"type":"ping","id":7}');
    ws.send('{"type":"get_snapshot","id":"s1"}');
    ws.send('rubbish');
    // One message in three frames.
    ws.send('{"type":"ping",', { fin: false });
    ws.send('"id":"in ', { fin: false });
    ws.send('pieces"}', { fin: true });
  }
  finish(type === 'pong' && id === 'in pieces' ? 'last pong' : type);
});
ws.on('pong', (data) => {
  say({ saw: 'control pong', text: data.toString() });
  finish('control pong');
});
ws.on('error', (error) => say({ saw: 'failure', text: String(error) }));
ws.on('close', (code, reason) => say({ saw: 'close', code, reason: reason.toString() }));
