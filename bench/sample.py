"""Records sampled from what a server holds, to search for their values, and a value that nothing has."""

from urllib.parse import quote

MISS = 'Qzxwqzxw'


def pages(server, path, resources_max):
    """Resources of a search, page by page; at most a page more than that."""
    found = 0
    while path and found < resources_max:
        bundle = server.ask('GET', path)
        yield from (entry['resource'] for entry in bundle.get('entry', []))
        found += len(bundle.get('entry', []))
        links = {link['relation']: link['url'] for link in bundle.get('link', [])}
        path = '/fhir' + links['next'].split('/fhir', 1)[1] if 'next' in links else None


class Sample:
    """Records of some residents, chosen by chance among all that the server holds."""

    def __init__(self, server, chance, residents=100):
        everybody = [patient['id'] for patient in pages(server, '/fhir/Patient?_count=1000', 1_000_000)]
        chosen = chance.sample(everybody, min(residents, len(everybody)))
        self.patients = [server.ask('GET', f'/fhir/Patient/{patient_id}') for patient_id in chosen]
        self.organizations = list(pages(server, '/fhir/Organization?_count=1000', 1000))
        self.of = {kind: [] for kind in ('Observation', 'Encounter', 'MedicationRequest')}
        for patient in self.patients:
            for kind, records in self.of.items():
                records += pages(server, f'/fhir/{kind}?subject=Patient/{patient["id"]}&_count=100', 100)
        if not all((self.patients, self.organizations, *self.of.values())):
            raise RuntimeError('the corpus lacks records to sample values from')


def escaped(text):
    """A value as it stands in a search (http://hl7.org/fhir/R4/search.html#escaping)."""
    for sign in ('\\', ',', '|', '$'):
        text = text.replace(sign, '\\' + sign)
    return text


def path_of(kind, parameter, value):
    return f'/fhir/{kind}?{parameter}={quote(value, safe="")}&_count=20'


def token(coding):
    return f'{escaped(coding.get("system", ""))}|{escaped(coding["code"])}'


def quantity(value, prefix):
    """With one decimal: a longer one would be looked for to its last digit."""
    return f'{prefix}{value["value"]:.1f}|{escaped(value["system"])}|{escaped(value["code"])}'
