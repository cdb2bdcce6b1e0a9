// Starts the program with demo data in a folder of its own, or uses one that is running (HELSELOS_ADDRESS).
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const startWaitMsMax = 30_000;
const askAgainMs = 100;

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** A connection of its own: one kept from before may be closed by the server just as it is used again. */
export const ask = (address) => fetch(address, { headers: { Connection: 'close' } });

async function untilHealthy(address, hasEnded) {
  const last = Date.now() + startWaitMsMax;
  while (Date.now() < last) {
    if (hasEnded()) throw new Error('the program ended before it answered');
    const answer = await ask(`${address}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(askAgainMs);
  }
  throw new Error(`no answer from ${address}/healthz within ${startWaitMsMax / 1000} seconds`);
}

export async function startServer(project) {
  const running = process.env.HELSELOS_ADDRESS;
  if (running) {
    await untilHealthy(running, () => false);
    return { address: running, stop: async () => {} };
  }
  const binary = resolve(project, process.env.HELSELOS_BINARY ?? 'build/release/helselos');
  if (!existsSync(binary)) throw new Error(`there is no program at ${binary}; build it, or say where with HELSELOS_BINARY`);
  const data = mkdtempSync(join(tmpdir(), 'helselos-browser-'));
  const address = `http://127.0.0.1:${await freePort()}`;
  const program = spawn(binary, ['serve', '--listen', address.replace('http://', ''), '--data', data, '--demo'], { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let ended = false;
  const listen = (chunk) => (said = (said + chunk).slice(-8000));
  program.stdout.on('data', listen);
  program.stderr.on('data', listen);
  const end = new Promise((done) => program.on('exit', () => done((ended = true))));
  const stop = async () => {
    program.kill('SIGTERM');
    await Promise.race([end, pause(5000).then(() => program.kill('SIGKILL'))]);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await untilHealthy(address, () => ended);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${said}`);
  }
  return { address, stop, said: () => said };
}
