'use strict';

// One user a page. Whatever comes over the wire is inserted as text only.
(() => {
  const KEPT = 60;
  const LEGS = [['entry', 'Entry'], ['sl', 'SL'], ['tp', 'TP'], ['flatten', 'Flatten']];
  const ENDED = new Set(['CLOSED', 'CLOSED_EXTERNALLY', 'ENTRY_REJECTED', 'ENTRY_CANCELLED', 'ENTRY_GIVEN_UP']);
  const LONGEST_BACKOFF = 30000;

  const $ = id => document.getElementById(id);
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Kolkata', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });

  const credentials = readCredentials();
  const orders = new Map();   // order_id -> what is known of it
  let socket = null;
  let epoch = null;
  let seq = null;             // the newest tracked message seen
  let attempt = 0;
  let retryAfter = null;      // what the server said before it closed
  let lastWords = null;
  let jitterWindow = 5000;
  let retryTimer = 0;
  let pulseTimer = 0;
  let lastHeard = 0;
  let pingSent = null;        // {id, at}
  let pingId = 0;
  let nextCycleAt = null;
  let nextCycleSpan = 60000;
  let snapshotTimer = 0;

  // -- credentials -----------------------------------------------------------------------------------------------

  function readCredentials() {
    const fragment = new URLSearchParams(location.hash.slice(1));
    if (fragment.get('user') && fragment.get('token')) {
      sessionStorage.setItem('user', fragment.get('user'));
      sessionStorage.setItem('token', fragment.get('token'));
      history.replaceState(null, '', location.pathname + location.search);
    }
    return { user: sessionStorage.getItem('user'), token: sessionStorage.getItem('token') };
  }

  function askForCredentials() {
    $('login').hidden = false;
    $('login-user').value = credentials.user || '';
  }

  $('login-form').addEventListener('submit', event => {
    event.preventDefault();
    credentials.user = $('login-user').value.trim();
    credentials.token = $('login-token').value.trim();
    sessionStorage.setItem('user', credentials.user);
    sessionStorage.setItem('token', credentials.token);
    $('login-token').value = '';
    forget();
    connect();
  });

  // A second address with a token pasted into the same tab changes only the fragment.
  addEventListener('hashchange', () => {
    const before = credentials.user;
    Object.assign(credentials, readCredentials());
    if (before !== credentials.user) {
      forget();
    }
    connect();
  });

  function forget() {
    epoch = null;
    seq = null;
    orders.clear();
    for (const id of ['orders', 'positions', 'errors', 'events', 'steps', 'alarms']) {
      $(id).replaceChildren();
    }
  }

  // -- connection ------------------------------------------------------------------------------------------------

  function connect() {
    clearTimeout(retryTimer);
    if (!credentials.user || !credentials.token) {
      askForCredentials();
      return;
    }
    if (socket) {
      abandon(socket);
    }
    $('login').hidden = true;
    $('reconnect').hidden = true;
    $('user').textContent = credentials.user;
    show('waiting', 'connecting');
    retryAfter = null;
    lastWords = null;
    const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://';
    const resume = epoch !== null && seq !== null
      ? '?since=' + seq + '&epoch=' + encodeURIComponent(epoch) : '';
    const address = scheme + location.host + '/ws/' + encodeURIComponent(credentials.user) + resume;
    const opened = new WebSocket(address, ['monitor.v1', 'bearer.' + credentials.token]);
    socket = opened;
    opened.onmessage = event => {
      if (socket === opened) {
        take(event.data);
      }
    };
    opened.onclose = event => {
      if (socket === opened) {
        socket = null;
        closed(event.code, event.reason);
      }
    };
  }

  function abandon(old) {
    old.onmessage = null;
    old.onclose = null;
    old.close();
    socket = null;
    clearInterval(pulseTimer);
  }

  function closed(code, reason) {
    clearInterval(pulseTimer);
    nextCycleAt = null;
    pingSent = null;
    const words = lastWords || reason || 'connection lost';
    if (code === 4423 && retryAfter !== null) {
      comeBack(retryAfter, words);
    } else if ((code >= 4400 && code <= 4499) || code === 1009) {
      show('refused', words + ' (' + code + ')');
      $('reconnect').hidden = false;
      if (code === 4401 || code === 4403) {
        askForCredentials();
      }
    } else if (code === 1012) {
      comeBack(Math.random() * jitterWindow, words);
    } else {
      const ceiling = Math.min(LONGEST_BACKOFF, 500 * 2 ** attempt);
      attempt = Math.min(attempt + 1, 10);
      comeBack(200 + Math.random() * ceiling, words);
    }
  }

  function comeBack(ms, words) {
    const seconds = Math.max(1, Math.round(ms / 1000));
    const wait = seconds < 120 ? seconds + ' s' : Math.round(seconds / 60) + ' min';
    show('waiting', words + '; again in ' + wait);
    $('reconnect').hidden = false;
    // Timers hold at most 2^31-1 ms.
    retryTimer = setTimeout(connect, Math.min(ms, 2147483647));
  }

  function pulse() {
    if (pingSent && performance.now() - lastHeard > 15000 && performance.now() - pingSent.at > 10000) {
      const dead = socket;
      abandon(dead);
      closed(1006, 'the server does not answer');
      return;
    }
    if (!pingSent) {
      pingSent = { id: ++pingId, at: performance.now() };
      send({ type: 'ping', id: pingSent.id });
    }
  }

  function send(message) {
    if (socket && socket.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify(message));
    }
  }

  function askForSnapshot() {
    clearTimeout(snapshotTimer);
    snapshotTimer = setTimeout(() => send({ type: 'get_snapshot' }), 150);
  }

  $('reconnect').addEventListener('click', () => { attempt = 0; connect(); });
  addEventListener('online', () => { if (!socket) { connect(); } });

  // -- messages --------------------------------------------------------------------------------------------------

  const takers = {
    connection_established(m) {
      attempt = 0;
      jitterWindow = m.reconnect_jitter_ms;
      const resumed = m.recovered;
      if (m.epoch !== epoch || !resumed) {
        const wasResume = epoch !== null;
        epoch = m.epoch;
        seq = m.seq;
        if (!wasResume) {
          askForSnapshot(); // after a failed resume the server sends it unasked
        }
      }
      $('board').hidden = false;
      show('open', 'connected');
      cycleDue(m.next_cycle_in_ms);
      clearInterval(pulseTimer);
      pulseTimer = setInterval(pulse, Math.max(2000, Math.min(m.ping_interval_ms, 20000)));
      pulse();
      event(m.timestamp, 'Connected as user ' + m.user_id + (resumed ? ', nothing missed' : ''));
    },
    connection_rejected(m) {
      retryAfter = m.retry_after_ms;
      lastWords = m.reason;
      event(m.timestamp, 'Refused: ' + m.reason);
    },
    monitoring_stopped(m) {
      retryAfter = m.retry_after_ms;
      lastWords = m.reason;
      nextCycleAt = null;
      event(m.timestamp, 'Monitoring stopped: ' + m.reason);
    },
    snapshot(m) {
      seq = Math.max(seq === null ? 0 : seq, m.seq);
      const before = new Map(orders);
      orders.clear();
      for (const order of m.orders) {
        const known = before.get(order.order_id) || {};
        orders.set(order.order_id, { ...order, last_price: known.last_price, unrealised: known.unrealised });
      }
      drawOrders();
      drawPositions(m.positions);
      drawAlarms(m.alarms);
      drawPnl(m.pnl);
    },
    order_update(m) {
      const known = orders.get(m.order_id) || {};
      orders.set(m.order_id, {
        ...m.details, order_id: m.order_id, status: m.status,
        last_price: known.last_price, unrealised: known.unrealised,
      });
      drawOrders(m.order_id);
      const d = m.details;
      event(m.timestamp, 'Order ' + m.order_id + ' ' + d.symbol + ' ' + words(m.status)
        + (d.cause && d.cause.rule ? ' · ' + d.cause.rule : '')
        + (d.changed && d.changed.length ? ' · ' + d.changed.join(', ') : ''));
    },
    cycle_completed(m) {
      cycleDue(m.next_cycle_in_ms);
      drawPnl(m.pnl);
      for (const line of m.orders) {
        const order = orders.get(line.order_id);
        if (order) {
          order.last_price = line.last_price;
          order.unrealised = line.unrealised;
        }
      }
      drawOrders();
      drawCycle(m);
      event(m.timestamp, 'Cycle ' + m.cycle + (m.kind === 'nudged' ? ' (nudged)' : '') + ' completed');
      askForSnapshot(); // positions come with snapshots only
    },
    monitoring_errors(m) {
      for (const detail of m.details) {
        const line = entry(m.timestamp, '');
        const text = line.lastChild;
        text.append(tag(detail.alarm ? 'alarm' : words(detail.code), detail.alarm ? 'bad' : 'warn'));
        text.append(' ' + detail.message);
        keep($('errors'), line);
      }
      $('no-errors').hidden = true;
      if (m.details.some(detail => detail.alarm)) {
        askForSnapshot();
      }
    },
    pong(m) {
      if (pingSent && pingSent.id === m.id) {
        $('latency').textContent = Math.round(performance.now() - pingSent.at) + ' ms';
        pingSent = null;
      }
    },
    error(m) {
      event(null, 'The server did not understand this page: ' + m.message);
    },
  };

  function take(text) {
    lastHeard = performance.now();
    let message;
    try {
      message = JSON.parse(text);
    } catch (e) {
      return;
    }
    const taker = Object.hasOwn(takers, message.type) ? takers[message.type] : null;
    if (taker) {
      taker(message);
    }
    if (message.type !== 'snapshot' && message.type !== 'connection_established'
        && Number.isSafeInteger(message.seq)) {
      if (seq !== null && message.seq > seq + 1) {
        event(message.timestamp, 'Messages are missing; asked for the whole picture');
        askForSnapshot();
      }
      seq = message.seq;
    }
    $('epoch').textContent = epoch === null ? '–' : epoch.slice(0, 8);
    $('seq').textContent = seq === null ? '–' : String(seq);
  }

  // -- drawing ---------------------------------------------------------------------------------------------------

  function el(name, className, text) {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text !== undefined && text !== null) {
      made.textContent = text;
    }
    return made;
  }

  function tag(text, tone) {
    const made = el('span', 'tag', text);
    made.dataset.tone = tone;
    return made;
  }

  function words(code) {
    return String(code).toLowerCase().replaceAll('_', ' ');
  }

  function time(instant) {
    const at = instant ? new Date(instant) : new Date();
    return Number.isNaN(at.getTime()) ? '' : clock.format(at);
  }

  // Amounts stay the decimal strings they came as: 1234567.50 -> 12,34,567.50
  function grouped(decimal) {
    const parts = /^(-?)(\d+)(\.\d+)?$/.exec(decimal);
    if (!parts) {
      return decimal === null || decimal === undefined ? '–' : String(decimal);
    }
    const last = parts[2].slice(-3);
    const rest = parts[2].slice(0, -3).replace(/\B(?=(\d{2})+$)/g, ',');
    return (parts[1] ? '−' : '') + (rest ? rest + ',' : '') + last + (parts[3] || '');
  }

  function tone(target, decimal) {
    const zero = !decimal || /^-?0*\.?0*$/.test(decimal);
    target.classList.toggle('gain', !zero && !decimal.startsWith('-'));
    target.classList.toggle('loss', !zero && decimal.startsWith('-'));
  }

  function amount(target, decimal) {
    target.textContent = decimal === null || decimal === undefined ? '–' : '₹\u00a0' + grouped(decimal);
    tone(target, decimal);
  }

  function show(state, text) {
    $('connection').dataset.state = state;
    $('connection').textContent = text;
  }

  function entry(instant, text) {
    const line = el('li');
    line.append(el('time', '', time(instant)), el('span', '', text));
    return line;
  }

  function keep(list, line) {
    list.prepend(line);
    while (list.childElementCount > KEPT) {
      list.lastElementChild.remove();
    }
  }

  function event(instant, text) {
    keep($('events'), entry(instant, text));
  }

  function cycleDue(ms) {
    if (ms === null || ms === undefined) {
      nextCycleAt = null;
      return;
    }
    nextCycleAt = performance.now() + ms;
    nextCycleSpan = Math.max(60000, ms);
  }

  setInterval(() => {
    const left = nextCycleAt === null ? null : Math.max(0, nextCycleAt - performance.now());
    const bar = $('countdown-bar');
    bar.hidden = left === null;
    if (left === null) {
      $('countdown').textContent = '–';
      return;
    }
    const seconds = Math.ceil(left / 1000);
    $('countdown').textContent = seconds < 600 ? seconds + ' s' : Math.round(seconds / 60) + ' min';
    bar.max = nextCycleSpan;
    bar.value = nextCycleSpan - left;
  }, 500);

  function drawPnl(pnl) {
    amount($('realised'), pnl.realised);
    amount($('unrealised'), pnl.unrealised);
    const stale = pnl.stale_accounts.length;
    if (stale) {
      const note = (stale === 1 ? 'account ' : 'accounts ') + pnl.stale_accounts.join(', ') + ' with older figures';
      $('last-cycle-note').textContent = note;
    } else {
      $('last-cycle-note').textContent = '';
    }
  }

  function legLine(name, leg) {
    const line = el('div', 'leg');
    line.append(el('b', '', name));
    const status = leg ? leg.status : 'NONE';
    const shade = status === 'FILLED' || status === 'WORKING' ? 'good'
      : status === 'REJECTED' || status === 'UNKNOWN' ? 'bad'
      : status === 'NONE' || status === 'CANCELLED' || status === 'EXPIRED' ? '' : 'info';
    const state = el('span');
    state.append(tag(words(status), shade));
    line.append(state);
    const said = [];
    if (leg && leg.type) {
      said.push(words(leg.type));
      if (leg.trigger !== null) {
        said.push('at ' + grouped(leg.trigger));
      }
      if (leg.price !== null) {
        said.push((leg.trigger !== null ? 'limit ' : '') + grouped(leg.price));
      }
      said.push('· ' + leg.filled + ' / ' + leg.quantity);
      if (leg.average_price !== null) {
        said.push('· avg ' + grouped(leg.average_price));
      }
    }
    line.append(el('span', 'num-inline', said.join(' ')));
    if (leg && leg.reason && status !== 'FILLED' && status !== 'WORKING') {
      line.append(el('span', 'why', leg.reason));
    }
    return line;
  }

  function orderRow(order) {
    const row = el('tr', ENDED.has(order.status) ? 'ended' : '');
    row.dataset.orderId = String(order.order_id);
    const first = el('td', 'first');
    first.append(el('span', 'name', order.symbol + ' '), tag(order.side, order.side === 'BUY' ? 'info' : 'warn'));
    first.append(el('span', 'sub', '#' + order.order_id + ' · account ' + order.account_id + ' · ' + order.product
      + ' · ' + order.strategy));
    const status = el('td', 'status');
    status.append(tag(words(order.status), order.status === 'FROZEN' ? 'bad' : order.status === 'OPEN' ? 'good' : ''));
    for (const flag of order.flags) {
      status.append(tag(words(flag), flag === 'UNPROTECTED' || flag === 'WRONG_SIGN' ? 'bad' : 'warn'));
    }
    const filled = el('td', 'num', order.filled + ' / ' + order.quantity);
    filled.dataset.label = 'Filled / quantity';
    filled.append(el('span', 'sub', order.open + ' open'));
    const legs = el('td', 'legs');
    for (const [key, name] of LEGS) {
      const leg = order.legs[key];
      if (leg && (leg.status !== 'NONE' || key !== 'flatten')) {
        legs.append(legLine(name, leg));
      }
    }
    const last = el('td', 'num', grouped(order.last_price));
    last.dataset.label = 'Last price';
    const pnl = el('td', 'num');
    pnl.dataset.label = 'PnL';
    const unrealised = el('span', '', order.unrealised ? grouped(order.unrealised) : '–');
    tone(unrealised, order.unrealised);
    pnl.append(unrealised, el('span', 'sub', 'realised ' + grouped(order.pnl.realised)));
    row.append(first, status, filled, legs, last, pnl);
    return row;
  }

  function drawOrders(changedId) {
    const ended = $('show-ended').checked;
    const all = [...orders.values()].filter(order => ended || !ENDED.has(order.status));
    all.sort((a, b) => ENDED.has(a.status) - ENDED.has(b.status) || b.order_id - a.order_id);
    const rows = all.map(orderRow);
    for (const row of rows) {
      if (row.dataset.orderId === String(changedId)) {
        row.classList.add('fresh');
      }
    }
    $('orders').replaceChildren(...rows);
    $('no-orders').hidden = rows.length > 0;
    $('working').textContent = String([...orders.values()].filter(order => !ENDED.has(order.status)).length);
  }

  $('show-ended').addEventListener('change', () => drawOrders());

  function drawPositions(positions) {
    $('positions').replaceChildren(...positions.map(position => {
      const row = el('tr');
      const name = el('td', 'name', position.instrument);
      name.append(el('span', 'sub', 'account ' + position.account_id + ' · ' + position.product));
      const net = el('td', 'num', grouped(String(position.quantity)));
      if (position.external_quantity !== 0) {
        net.append(el('span', 'sub', position.external_quantity + ' not ours'));
      }
      const asOf = el('td', '', time(position.as_of) + ' ');
      if (position.stale) {
        asOf.append(tag('stale', 'warn'));
      }
      row.append(name, net, el('td', 'num', grouped(position.average_price)),
        el('td', 'num', grouped(position.last_price)), asOf);
      return row;
    }));
    $('no-positions').hidden = positions.length > 0;
  }

  function drawAlarms(alarms) {
    const standing = alarms.filter(alarm => alarm.cleared === null);
    $('alarm-card').hidden = standing.length === 0;
    $('alarms').replaceChildren(...standing.map(alarm => entry(alarm.since, alarm.message)));
  }

  function drawCycle(m) {
    const shades = { done: 'good', skipped: '', failed: 'bad' };
    $('steps').replaceChildren(...m.steps.map(step => {
      const line = el('li');
      line.append(el('span', 'no', String(step.step)), el('span', '', words(step.name)));
      line.append(tag(step.outcome, shades[step.outcome] || ''), el('span', 'ms', step.ms + ' ms'));
      if (step.why !== null) {
        line.append(el('span', 'why', step.why));
      }
      return line;
    }));
    $('no-cycle').hidden = true;
    const failed = m.steps.filter(step => step.outcome === 'failed').length;
    $('last-cycle').textContent = '#' + m.cycle + ' ';
    $('last-cycle').append(failed ? tag(failed + ' failed', 'bad') : tag('done', 'good'));
  }

  // -- start -----------------------------------------------------------------------------------------------------

  fetch('/notice.txt').then(answer => (answer.ok ? answer.text() : '')).then(text => {
    $('notice').textContent = text.trim();
    $('notice').hidden = text.trim() === '';
  }).catch(() => {});

  connect();
})();
