// Makes HTTP calls with clients from npm as it is told on standard input, one JSON command a line, and says what came of each on
// standard output, one JSON event a line.
//   {"call": "name", "with": "axios", "url": "…", "key": "…", "method": "post", "path": "…", "body": {…}, "headers": {…}}
import { createInterface } from 'node:readline';
import axios from 'axios';
import axiosRetry from 'axios-retry';
import Orb from 'orb-billing';

// As the local back end of a restaurant sets them up.
axiosRetry(axios, { retries: 3, retryDelay: axiosRetry.exponentialDelay });
axios.defaults.timeout = 30000;

const say = (client, event, data) => process.stdout.write(`${JSON.stringify({ client, event, data })}\n`);

const clients = {
  async axios({ url, key, method, path, body, headers }) {
    const answer = await axios({
      method,
      url: `${url}${path}`,
      data: body,
      headers: { 'X-API-Key': key, 'Content-Type': 'application/json', ...headers },
    });
    const tries = (answer.config['axios-retry']?.retryCount ?? 0) + 1;
    return { status: answer.status, tries, replayed: answer.headers['idempotency-replayed'] ?? '', body: answer.data };
  },
  // Gives each of its writes an Idempotency-Key by itself, and retries with it.
  async orb({ url, key, method, path, body }) {
    const client = new Orb({ apiKey: key, baseURL: url, logLevel: 'off' });
    const call = client[method](path, { body });
    const { data, response } = await call.withResponse();
    return { status: response.status, replayed: response.headers.get('idempotency-replayed') ?? '', body: data };
  },
};

createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const command = JSON.parse(line);
    try {
      say(command.call, 'answer', await clients[command.with](command));
    } catch (error) {
      const status = error.response?.status ?? error.status ?? 0;
      say(command.call, 'failure', { status, message: error.message, body: error.response?.data ?? error.error ?? null });
    }
  })
  .on('close', () => process.exit(0));
