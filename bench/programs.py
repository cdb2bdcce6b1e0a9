"""The programs that are measured, and the one that measures: each started for itself and ended again."""

import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time

STOP_SECONDS_MAX = 20
MEDPLUM = pathlib.Path(__file__).resolve().parent / 'medplum'

NGINX = """
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=100 inactive=60s;
  open_file_cache_valid 60s;
  types {{ }}
  default_type application/fhir+json;
  client_body_temp_path {folder}/client;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port} reuseport; root {folder}/files; }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def write_requests(file, requests):
    """What bench_load asks; see bench/load_requests.h."""
    file.write_text('\n'.join(json.dumps(request, ensure_ascii=False) for request in requests), encoding='utf-8')
    return file


def copied(source, target):
    """A copy of a data folder, for what changes it."""
    shutil.copytree(source, target)
    return target


def median(figures):
    return statistics.median(list(figures))


class Server:
    """A process that listens; `with` ends it."""

    def __init__(self, command, port, ready_path='/', wait_seconds=60, look_seconds=0.02):
        self.port = port
        began = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + wait_seconds
        while not self.answers(ready_path):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f'{pathlib.Path(command[0]).name} does not start')
            time.sleep(look_seconds)
        self.seconds_to_start = time.monotonic() - began

    def answers(self, path):
        try:
            connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=2)
            connection.request('GET', path)
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False

    def pids(self):
        children = pathlib.Path(f'/proc/{self.process.pid}/task/{self.process.pid}/children').read_text().split()
        return [self.process.pid, *map(int, children)]

    def resident_megabytes(self):
        status = pathlib.Path(f'/proc/{self.process.pid}/status').read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith('VmRSS')) / 1024

    def events_waiting(self):
        """What was written and is not reacted to yet: work that a rate does not show."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        connection.request('GET', '/metrics')
        text = connection.getresponse().read().decode()
        return int(float(next(line.split()[1] for line in text.splitlines() if line.startswith('helselos_events_waiting '))))

    def try_ask(self, method, path, headers=(), body=None, patience_seconds=30):
        """Status and JSON of the answer, whatever it is."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=patience_seconds)
        text = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        given = dict(header.split(': ', 1) for header in headers)
        connection.request(method, path, text, {'Content-Type': 'application/fhir+json', **given})
        answer = connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else None

    def ask(self, method, path, body=None):
        status, answer = self.try_ask(method, path, body=body)
        if status >= 300:
            raise RuntimeError(f'{method} {path} gives {status}: {json.dumps(answer)[:500]}')
        return answer

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                print(f'{self.process.args[0]} did not stop in {STOP_SECONDS_MAX} s', file=sys.stderr)
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Programs:
    def __init__(self, build, content):
        self.build = build
        self.content = content

    def tool(self, name):
        return str(self.build / 'bench' / f'bench_{name}')

    def helselos(self, data, content=None, look_seconds=0.02):
        """Everyone is the operator; with a content folder of its own, its demo persons can sign in instead."""
        port = free_port()
        who = ['--demo', '--content', str(content)] if content else ['--auth', 'off', '--environment', 'test', '--content', str(self.content)]
        command = [str(self.build / 'helselos'), 'serve', '--listen', f'127.0.0.1:{port}', '--data', str(data), *who]
        return Server(command, port, '/healthz', look_seconds=look_seconds)

    def start_up(self, data):
        """Seconds from the start of the program to its first healthy answer, and megabytes resident then."""
        with self.helselos(data, look_seconds=0.001) as server:
            return server.seconds_to_start, server.resident_megabytes()

    def nginx(self, folder, body):
        port = free_port()
        (folder / 'files').mkdir(parents=True, exist_ok=True)
        (folder / 'files' / 'body').write_bytes(body)
        config = folder / 'nginx.conf'
        config.write_text(NGINX.format(folder=folder, port=port, workers=os.cpu_count()))
        return Server(['nginx', '-p', str(folder), '-e', str(folder / 'error.log'), '-c', str(config)], port, '/body')

    def trivial(self, folder, body):
        port = free_port()
        (folder / 'trivial-body').write_bytes(body)
        return Server([self.tool('http_trivial'), '--port', str(port), '--body', str(folder / 'trivial-body')], port)

    @staticmethod
    def node(script):
        """A script of bench/medplum, with what it needs."""
        if not (MEDPLUM / 'node_modules').is_dir():
            subprocess.run(['npm', 'ci', '--silent'], cwd=MEDPLUM, check=True)
        return ['node', str(MEDPLUM / script)]

    def medplum(self):
        port = free_port()
        return Server([*self.node('server.mjs'), str(port)], port, '/fhir/metadata')

    def load(self, server, arguments):
        pids = [part for pid in server.pids() for part in ('--pid', str(pid))]
        return self.measure([self.tool('load'), '--target', f'127.0.0.1:{server.port}', *pids, *map(str, arguments)])

    def raw_sqlite(self, file, arguments):
        for path in file.parent.glob(file.name + '*'):
            path.unlink()
        return self.measure([self.tool('raw_sqlite'), '--file', str(file), *map(str, arguments)])

    def import_files(self, data, paths):
        """Seconds that it took."""
        began = time.monotonic()
        subprocess.run(
            [str(self.build / 'helselos'), 'import', '--environment', 'test', '--data', str(data), *map(str, paths)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.monotonic() - began

    @staticmethod
    def measure(command):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip() or f'{command[0]} failed')
        return json.loads(done.stdout)


def largest_database(data):
    """The SQLite file of a store."""
    files = [path for path in data.rglob('*') if path.is_file() and path.open('rb').read(15) == b'SQLite format 3']
    if not files:
        raise RuntimeError(f'no database in {data}')
    return max(files, key=lambda path: path.stat().st_size)
