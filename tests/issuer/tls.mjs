// A proxy that speaks TLS, as stands before the program where it is used. Its certificate is made for the occasion.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";

function makeCertificate(folder) {
    const [key, cert] = [join(folder, "tls-key.pem"), join(folder, "tls-cert.pem")];
    const { status, stderr } = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", key, "-out", cert, "-days", "1", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"], { encoding: "utf8" });
    if (status !== 0) throw new Error(`no certificate could be made:\n${stderr}`);
    return { key: readFileSync(key), cert: readFileSync(cert) };
}

export async function startProxy(folder, port) {
    const server = createServer(makeCertificate(folder), (incoming, outgoing) => {
        const { method, url, headers } = incoming;
        const passed = request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
            outgoing.writeHead(answer.statusCode, answer.rawHeaders);
            answer.pipe(outgoing);
        });
        passed.on("error", () => outgoing.destroy());
        incoming.pipe(passed);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        address: `https://127.0.0.1:${server.address().port}`,
        stop: async () => {
            server.closeAllConnections();
            server.close();
            await once(server, "close");
        },
    };
}
