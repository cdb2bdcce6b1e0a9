// A certificate for 127.0.0.1 that no authority has signed.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The paths of its key and itself, in the folder. */
export function certificate(folder) {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const { status, stderr } = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return { key, cert };
}
