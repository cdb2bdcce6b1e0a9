// Our engines beside other people's: node tests/differential/run.mjs [options of fhirpath.mjs].
//
// Installs what its lock pins, and closes with "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const lock = join(here, 'package-lock.json')
const installed = join(here, 'node_modules', '.installed')

if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(lock))) {
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: here, encoding: 'utf8' })
    if (status !== 0) throw new Error(`npm's fhirpath could not be installed:\n${stderr}`)
    copyFileSync(lock, installed)
}
const done = spawnSync(process.execPath, [join(here, 'fhirpath.mjs'), ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'ignore'] })
process.exit(done.status ?? 1)
