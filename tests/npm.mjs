// What a suite needs of npm, installed as its lock file pins it.
//
// A module that imports such a package must itself be imported after this ran: `await import`, never a plain
// import, all the way from the suite's run.mjs.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Installs what `folder`'s package-lock.json names; does nothing when that is there already. */
export function installPackages(folder) {
    const lock = join(folder, "package-lock.json");
    const installed = join(folder, "node_modules", ".installed");
    if (existsSync(installed) && readFileSync(installed).equals(readFileSync(lock))) return;
    const { status, stderr } = spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`the packages of ${folder} could not be installed:\n${stderr}`);
    copyFileSync(lock, installed);
}
