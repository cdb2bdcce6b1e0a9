# shellcheck shell=bash
# Sourced by the commands of the house, from the root of the project.
# A Node.js that tools/setup fetched comes before an older one of the system.
for fetched in "$PWD"/.tools/node/node_modules/node-linux-*/bin; do
    if [ -x "$fetched/node" ]; then
        PATH="$fetched:$PATH"
        export PATH
    fi
done
