// Opens socket.io clients as it is told on standard input, one JSON command a line, and says what they see on standard
// output, one JSON event a line.
//   {"open": "name", "url": "…", "options": {…}}   {"emit": "event", "client": "name", "data": {…}}   {"close": "name"}
import { createInterface } from 'node:readline';
import { io } from 'socket.io-client';

const clients = new Map();
const say = (client, event, data) =>
  process.stdout.write(`${JSON.stringify({ client, event, data: data ?? null, at: Date.now() })}\n`);

function open({ open: name, url, options }) {
  const socket = io(url, { forceNew: true, ...options });
  clients.set(name, socket);
  socket.io.on('open', () => {
    const { engine } = socket.io; // it may upgrade before the namespace is connected
    engine.on('upgrade', (transport) => say(name, 'upgrade', { transport: transport.name }));
    engine.on('upgradeError', (error) => say(name, 'upgradeError', { message: error.message }));
  });
  socket.on('connect', () => say(name, 'connect', { transport: socket.io.engine.transport.name }));
  socket.on('connect_error', (error) => say(name, 'connect_error', { message: error.message }));
  socket.on('disconnect', (reason) => say(name, 'disconnect', { reason }));
  socket.onAny((event, data) => say(name, event, data));
}

const commands = {
  open,
  emit: ({ client, emit, data }) => clients.get(client).emit(emit, data, (answer) => say(client, `ack ${emit}`, answer)),
  close: ({ close }) => clients.get(close).disconnect(),
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const command = JSON.parse(line);
    commands[Object.keys(commands).find((name) => name in command)](command);
  })
  .on('close', () => process.exit(0));
