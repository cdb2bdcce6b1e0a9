// Our engines beside other people's: node tests/differential/run.mjs [options of fhirpath.mjs].
//
// Installs what its lock pins, and closes with "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages } from '../npm.mjs'

const here = dirname(fileURLToPath(import.meta.url))

installPackages(here)
const done = spawnSync(process.execPath, [join(here, 'fhirpath.mjs'), ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'ignore'] })
process.exit(done.status ?? 1)
