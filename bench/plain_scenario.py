"""Reading one record, and what of it is the network's."""

import json

import records
from measuring import READERS
from rows import Goal, all_good, row


def http(measuring):
    """The HTTP server alone beside nginx."""
    body = json.dumps(records.patient(measuring.chance)).encode().ljust(1535)
    folder = measuring.fresh('http')
    with measuring.tools.trivial(folder, body) as trivial, measuring.tools.nginx(folder, body) as nginx:
        arguments = ['--path', '/body', '--connections', READERS]
        own, beside = measuring.turns(
            lambda: measuring.load(trivial, *arguments), lambda: measuring.load(nginx, *arguments))
    return [row('HTTP server alone, 1,535 bytes', all_good(own), all_good(beside), 'nginx')]


def get(measuring):
    """Read by id beside nginx with the same bytes."""
    folder = measuring.fresh('get')
    with measuring.tools.helselos(folder / 'data') as server:
        path = '/fhir/Patient/' + server.ask('POST', '/fhir/Patient', records.patient(measuring.chance))['id']
        body = json.dumps(server.ask('GET', path), ensure_ascii=False, separators=(',', ':')).encode()
        with measuring.tools.nginx(folder, body) as nginx:
            arguments = ['--connections', READERS, '--path']
            own, beside = measuring.turns(
                lambda: measuring.load(server, *arguments, path), lambda: measuring.load(nginx, *arguments, '/body'))
    return [row('GET by id', all_good(own), all_good(beside), 'nginx', Goal(rate=30_000, ratio=0.6))]


SCENARIOS = {'http': http, 'get': get}
