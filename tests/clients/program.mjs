// Starts the program on a data folder of its own and a free port of this machine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const secondsToStartMax = 60;
const secondsToStopMax = 20;

export async function freePort() {
    const listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    const { port } = listener.address();
    listener.close();
    await once(listener, "close");
    return port;
}

async function isReady(address) {
    try {
        return (await fetch(`http://${address}/healthz`)).ok;
    } catch {
        return false;
    }
}

export const binary = process.env.HELSELOS_BINARY ?? join(root, "build", "release", "helselos");

/**
 * Runs `act(base)` while the program runs, and stops it after. A program that does not start is an error with its log.
 * `words` are its options; `prepare(data)` is called before it starts.
 */
export async function withProgram(act, { words = ["--auth", "off"], port, prepare } = {}) {
    const folder = await mkdtemp(join(tmpdir(), "helselos-clients-"));
    const address = `127.0.0.1:${port ?? await freePort()}`;
    await prepare?.(join(folder, "data"), folder);
    const log = await open(join(folder, "log"), "w");
    const program = spawn(binary, ["serve", "--listen", address, "--data", join(folder, "data"), ...words],
        { cwd: root, stdio: ["ignore", log.fd, log.fd] });
    const ended = new Promise((resolve) => program.once("exit", resolve).once("error", resolve));
    try {
        await waitUntilReady(program, address, folder);
        await act(`http://${address}/fhir`);
    } finally {
        program.kill("SIGTERM");
        const late = setTimeout(() => program.kill("SIGKILL"), secondsToStopMax * 1000);
        await ended;
        clearTimeout(late);
        await log.close();
        await rm(folder, { recursive: true, force: true });
    }
}

async function waitUntilReady(program, address, folder) {
    const deadline = Date.now() + secondsToStartMax * 1000;
    while (program.exitCode === null && program.pid !== undefined && Date.now() < deadline) {
        if (await isReady(address)) return;
        await wait(50);
    }
    throw new Error(`the program did not start:\n${(await readFile(join(folder, "log"), "utf8")).slice(-4000)}`);
}
