"""The programs that are measured, and the one that measures: each started for itself and ended again."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent

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


class Server:
    """A process that listens; `with` ends it."""

    def __init__(self, command, port, ready_path='/', wait_seconds=60):
        self.port = port
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + wait_seconds
        while not self.answers(ready_path):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f'{command[0]} does not start')
            time.sleep(0.02)

    def answers(self, path):
        try:
            connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=2)
            connection.request('GET', path)
            return connection.getresponse().status < 500
        except OSError:
            return False

    def pids(self):
        children = pathlib.Path(f'/proc/{self.process.pid}/task/{self.process.pid}/children').read_text().split()
        return [self.process.pid, *map(int, children)]

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        text = None if body is None else json.dumps(body).encode()
        connection.request(method, path, text, {'Content-Type': 'application/fhir+json'})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f'{method} {path} gives {answer.status}: {content[:500].decode(errors="replace")}')
        return json.loads(content) if content else None

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Programs:
    def __init__(self, build):
        self.build = build

    def tool(self, name):
        return str(self.build / 'bench' / f'bench_{name}')

    def helselos(self, data):
        port = free_port()
        command = [str(self.build / 'helselos'), 'serve', '--listen', f'127.0.0.1:{port}', '--data', str(data), '--auth', 'off']
        return Server(command, port, '/healthz')

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

    def medplum(self):
        folder = HERE / 'medplum'
        if not (folder / 'node_modules').is_dir():
            subprocess.run(['npm', 'ci', '--silent'], cwd=folder, check=True)
        port = free_port()
        return Server(['node', str(folder / 'server.mjs'), str(port)], port, '/fhir/metadata')

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
            [str(self.build / 'helselos'), 'import', '--data', str(data), *map(str, paths)],
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
