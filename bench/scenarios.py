"""What is measured. Each scenario gives rows for the table; what stands in one row was measured in turns in
one run, and each figure is the median of its rounds."""

import copy
import json
import random
import shutil
import statistics

import programs
import records

CLIENTS = 32
READERS = 64
IMPORT_GROUP = 256
ANSWER = 'https://helselos.no/fhir/CodeSystem/answer'


def median(results, name):
    return statistics.median(result[name] for result in results)


def all_good(results):
    """A refused request is quick and worth nothing."""
    for result in results:
        bad = {status: count for status, count in result['statuses'].items() if not status.startswith('2')}
        if bad:
            raise RuntimeError(f'answers that are no success: {bad}')
    return results


def row(what, own, beside, beside_name, aim=''):
    """One line of the table from two lists of results with `rate`."""
    own_rate, beside_rate = median(own, 'rate'), median(beside, 'rate')
    cells = {'what': what, 'rate': own_rate, 'beside': beside_name, 'beside rate': beside_rate,
             'ratio': own_rate / beside_rate, 'aim': aim}
    for name, key in (('p50', 'p50_us'), ('p99', 'p99_us'), ('CPU', 'server_cpu_us')):
        if key in own[0]:
            cells[name] = median(own, key)
    if 'cpu_us' in beside[0] or 'server_cpu_us' in beside[0]:
        cells['beside CPU'] = median(beside, 'server_cpu_us' if 'server_cpu_us' in beside[0] else 'cpu_us')
    return cells


class Scenarios:
    def __init__(self, tools, folder, options):
        self.tools = tools
        self.folder = folder
        self.rounds = options.rounds
        self.seconds = options.seconds
        self.synthea = options.synthea
        self.bundles = options.bundles
        self.chance = random.Random(190723)

    def fresh(self, name):
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def turns(self, *runs):
        """Results of each of the runs, taken in turns."""
        results = [[] for _ in runs]
        for _ in range(self.rounds):
            for result, run in zip(results, runs):
                result.append(run())
        return results

    def http(self):
        """The HTTP server alone beside nginx: what of a read is the network's."""
        body = json.dumps(records.patient(self.chance)).encode().ljust(1535)
        folder = self.fresh('http')
        with self.tools.trivial(folder, body) as trivial, self.tools.nginx(folder, body) as nginx:
            arguments = ['--path', '/body', '--connections', READERS, '--seconds', self.seconds]
            own, beside = self.turns(lambda: self.tools.load(trivial, arguments), lambda: self.tools.load(nginx, arguments))
        return [row('HTTP server alone, 1,535 bytes', all_good(own), all_good(beside), 'nginx')]

    def get(self):
        """Read by id beside nginx with the same bytes."""
        folder = self.fresh('get')
        with self.tools.helselos(folder / 'data') as server:
            path = '/fhir/Patient/' + server.ask('POST', '/fhir/Patient', records.patient(self.chance))['id']
            body = json.dumps(server.ask('GET', path), ensure_ascii=False, separators=(',', ':')).encode()
            with self.tools.nginx(folder, body) as nginx:
                arguments = ['--connections', READERS, '--seconds', self.seconds, '--path']
                own, beside = self.turns(
                    lambda: self.tools.load(server, [*arguments, path]),
                    lambda: self.tools.load(nginx, [*arguments, '/body']))
        return [row('GET by id', all_good(own), all_good(beside), 'nginx', '0.60')]

    def create_requests(self, server, folder):
        """A file of creates, of one patient's measurements."""
        subject = 'Patient/' + server.ask('POST', '/fhir/Patient', records.patient(self.chance))['id']
        file = folder / 'creates.ndjson'
        lines = [
            {'method': 'POST', 'path': '/fhir/Observation', 'headers': ['Content-Type: application/fhir+json'],
             'body': records.observation(self.chance, subject)} for _ in range(200)]
        file.write_text('\n'.join(json.dumps(line) for line in lines), encoding='utf-8')
        return file

    def create(self):
        """Durable single creates beside the same rows straight into SQLite, in groups of as many."""
        folder = self.fresh('create')
        own, beside = [], []
        for number in range(self.rounds):
            data = folder / f'data-{number}'
            with self.tools.helselos(data) as server:
                file = self.create_requests(server, folder)
                own.append(self.tools.load(
                    server, ['--requests', file, '--connections', CLIENTS, '--seconds', self.seconds]))
            beside.append(self.tools.raw_sqlite(
                folder / 'raw.db',
                ['--group', CLIENTS, '--seconds', self.seconds, '--like', programs.largest_database(data)]))
        return [row(f'durable create, {CLIENTS} clients', all_good(own), beside, 'raw SQLite', '0.50')]

    def import_bundles(self):
        """Import from files beside the same rows straight into SQLite."""
        folder = self.fresh('import')
        source = self.synthea or folder / 'bundles'
        resources = records.count_resources(source) if self.synthea else records.write_transactions(source, self.bundles, 99)
        own, beside = [], []
        for number in range(self.rounds):
            data = folder / f'data-{number}'
            own.append({'rate': resources / self.tools.import_files(data, [source])})
            beside.append(self.tools.raw_sqlite(
                folder / 'raw.db',
                ['--group', IMPORT_GROUP, '--count', resources, '--like', programs.largest_database(data)]))
            shutil.rmtree(data)
        return [row(f'import, {resources} resources', own, beside, 'raw SQLite', '0.50')]

    def medplum(self):
        """Read and create beside Medplum's router, which keeps all in memory."""
        folder = self.fresh('medplum')
        with self.tools.helselos(folder / 'data') as server, self.tools.medplum() as peer:
            made = records.patient(self.chance)
            paths = ['/fhir/Patient/' + each.ask('POST', '/fhir/Patient', made)['id'] for each in (server, peer)]
            files = [self.create_requests(each, self.fresh(f'medplum-{name}')) for each, name in ((server, 'own'), (peer, 'peer'))]
            read = ['--connections', CLIENTS, '--seconds', self.seconds, '--path']
            create = ['--connections', CLIENTS, '--seconds', self.seconds, '--requests']
            results = self.turns(
                lambda: self.tools.load(server, [*read, paths[0]]), lambda: self.tools.load(peer, [*read, paths[1]]),
                lambda: self.tools.load(server, [*create, files[0]]), lambda: self.tools.load(peer, [*create, files[1]]))
        for result in results:
            all_good(result)
        return [row('read', results[0], results[1], 'fhir-router in memory'),
                row('create, durable here', results[2], results[3], 'fhir-router in memory')]

    def triage(self):
        """All steps of one interview, one caller at a time."""
        folder = self.fresh('triage')
        with self.tools.helselos(folder / 'data') as server:
            file = folder / 'steps.ndjson'
            steps = interview(server)
            lines = [{'method': 'POST', 'path': STEP_PATH, 'headers': ['Content-Type: application/fhir+json'], 'body': step}
                     for step in steps]
            file.write_text('\n'.join(json.dumps(line) for line in lines), encoding='utf-8')
            arguments = ['--requests', file, '--connections', 1, '--seconds', self.seconds]
            results = all_good([self.tools.load(server, arguments) for _ in range(self.rounds)])
        return [{'what': f'triage step over HTTP, {len(steps)} steps in turn', 'rate': median(results, 'rate'),
                 'p50': median(results, 'p50_us'), 'p99': median(results, 'p99_us'),
                 'CPU': median(results, 'server_cpu_us'), 'aim': 'p99 1,000 us'}]


STEP_PATH = '/fhir/Questionnaire/$next-question'


def interview(server, complaint='sore-throat', steps_max=100):
    """The bodies of an interview that denies everything."""
    response = {
        'resourceType': 'QuestionnaireResponse', 'status': 'in-progress', 'language': 'nb',
        'contained': [{'resourceType': 'Questionnaire', 'id': 'interview', 'status': 'active',
                       'derivedFrom': [f'https://helselos.no/fhir/Questionnaire/{complaint}']}],
        'questionnaire': '#interview', 'item': []}
    steps = []
    while response['status'] != 'completed' and len(steps) < steps_max:
        steps.append(copy.deepcopy(response))
        response = server.ask('POST', STEP_PATH, response)
        answer_all(response.get('item', []), questions_of(response['contained'][0]))
    return steps


def questions_of(holder):
    """Every question by its linkId, groups opened."""
    found = {}
    for item in holder.get('item', []):
        found[item['linkId']] = item
        found.update(questions_of(item))
    return found


def answer_all(items, questions):
    for item in items:
        answer_all(item.get('item', []), questions)
        question = questions[item['linkId']]
        if question['type'] not in ('group', 'display') and not item.get('answer'):
            item['answer'] = [answer_to(question)]


def answer_to(question):
    codings = [option['valueCoding'] for option in question.get('answerOption', []) if 'valueCoding' in option]
    denied = [coding for coding in codings if coding['code'] == 'no']
    if question['type'] == 'choice':
        return {'valueCoding': (denied or codings)[0]}
    number = 38 if 'temp' in question['linkId'] else 40
    if question['type'] == 'quantity':
        units = [extension['valueCoding'] for extension in question.get('extension', [])
                 if extension['url'].endswith(('questionnaire-unit', 'questionnaire-unitOption'))]
        unit = {key: units[0][key] for key in ('system', 'code') if key in units[0]} if units else {}
        return {'valueQuantity': {'value': number, **unit}}
    return {'valueInteger': number} if question['type'] == 'integer' else {'valueDecimal': number}
