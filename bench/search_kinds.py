"""The kinds of questions of bench/search_scale.py: the 24 of the field's search mix, and those that are hard."""

from urllib.parse import quote

PAGE = '_count=20'


def q(text):
    return quote(str(text), safe='')


def token(system, code):
    return q(f'{system}|{code}')


def ask(resource, criteria, page=PAGE):
    return f'/fhir/{resource}?{criteria}&{page}'


def code_value(parameter, name):
    def make(values):
        system, code, value = values.draw(name)
        return ask('Observation', f'{parameter}={q(f"{system}|{code}$gt{values.number(value)}")}')
    return make


def value(parameter, name):
    return lambda values: ask('Observation', f'{parameter}=gt{values.number(values.draw(name)[2])}')


KINDS = {
    'patient-name': lambda v: ask('Patient', f'name={q(v.draw("names")[:4])}'),
    'patient-name-contains': lambda v: ask('Patient', f'name:contains={q(v.draw("names")[1:4])}'),
    'patient-address': lambda v: ask('Patient', f'address={q(v.draw("cities"))}'),
    'organization-name': lambda v: ask('Organization', f'name={q(v.draw("clinics"))}'),
    'patient-birthdate': lambda v: ask('Patient', f'birthdate={v.prefix()}{v.draw("births")}'),
    'observation-date': lambda v: ask('Observation', f'date={v.prefix()}{v.draw("dates")}'),
    'encounter-date': lambda v: ask('Encounter', f'date={v.prefix()}{v.draw("encounter_dates")}'),
    'observation-category': lambda v: ask('Observation', f'category={v.chance.choice(["vital-signs", "laboratory", "survey"])}'),
    'observation-code': lambda v: ask('Observation', f'code={token(*v.draw("codes"))}'),
    'observation-code-bare': lambda v: ask('Observation', f'code={q(v.draw("codes")[1])}'),
    'observation-code-or': lambda v: ask('Observation', f'code={token(*v.draw("codes"))},{token(*v.draw("codes"))}'),
    'encounter-status': lambda v: ask('Encounter', 'status=finished'),
    'encounter-class': lambda v: ask('Encounter', f'class={v.chance.choice(["AMB", "EMER", "IMP"])}'),
    'value-quantity': value('value-quantity', 'codes_with_value'),
    'component-value-quantity': value('component-value-quantity', 'components'),
    'combo-value-quantity': value('combo-value-quantity', 'codes_with_value'),
    'code-value-quantity': code_value('code-value-quantity', 'codes_with_value'),
    'component-code-value-quantity': code_value('component-code-value-quantity', 'components'),
    'combo-code-value-quantity': code_value('combo-code-value-quantity', 'codes_with_value'),
    'observation-subject': lambda v: ask('Observation', 'subject=Patient/{patient}'),
    'encounter-subject': lambda v: ask('Encounter', 'subject=Patient/{patient}'),
    'medication-subject': lambda v: ask('MedicationRequest', 'subject=Patient/{patient}'),
    'code-date': lambda v: ask('Observation', f'code={token(*v.draw("codes"))}&date=ge{v.draw("dates")}'),
    'code-date-month': lambda v: ask('Observation', f'code={token(*v.draw("codes"))}&date={v.draw("dates")[:7]}'),
    'code-date-newest': lambda v: ask('Observation', f'code={token(*v.draw("codes"))}&date=le{v.draw("dates")}&_sort=-date'),
    'code-and-value': lambda v: (lambda c: ask('Observation', f'code={token(*c[:2])}&value-quantity=gt{v.number(c[2])}'))(
        v.draw('codes_with_value')),
    'code-no-date': lambda v: ask('Observation', f'code={token(*v.draw("codes"))}&date=lt1900'),
    'date-between': lambda v: ask('Observation', f'date=ge{v.draw("dates")[:7]}&date=lt{v.draw("dates")[:7]}'),
    'date-month-count': lambda v: ask('Observation', f'date={v.draw("dates")[:7]}', '_summary=count'),
    'encounter-type-date': lambda v: ask('Encounter', f'type={token(*v.draw("encounter_types"))}&date=ge{v.draw("encounter_dates")}'),
    'chain-name': lambda v: ask('Observation', f'subject:Patient.name={q(v.draw("names"))}'),
    'chain-gender-code': lambda v: ask('Observation', f'subject:Patient.gender=female&code={token(*v.draw("codes"))}'),
    'chain-two': lambda v: ask('Observation', f'encounter:Encounter.subject:Patient.name={q(v.draw("names"))}'),
    'has-condition': lambda v: ask('Patient', f'_has:Condition:subject:code={token(*v.draw("conditions"))}'),
    'has-code-value': lambda v: (lambda c: ask('Patient', f'_has:Observation:subject:code={token(*c[:2])}&birthdate=lt1950'))(
        v.draw('codes_with_value')),
    'sort-date': lambda v: ask('Observation', '_sort=-date', PAGE),
    'sort-code-date': lambda v: ask('Observation', f'code={token(*v.draw("codes"))}&_sort=-date'),
    'sort-patient-date': lambda v: ask('Observation', 'subject=Patient/{patient}&_sort=-date'),
    'sort-name': lambda v: ask('Patient', '_sort=family,birthdate', PAGE),
    'include': lambda v: ask('Observation', f'code={token(*v.draw("codes"))}&_include=Observation:subject'),
    'revinclude': lambda v: ask('Patient', '_id={patient}&_revinclude=Condition:subject'),
    'count-code': lambda v: ask('Observation', f'code={token(*v.draw("codes"))}', '_summary=count'),
    'count-code-value': lambda v: (lambda c: ask(
        'Observation', f'code={token(*c[:2])}&value-quantity=gt{v.number(c[2])}', '_summary=count'))(v.draw('codes_with_value')),
    'total-estimate': lambda v: ask('Observation', f'date=ge{v.draw("dates")}', PAGE + '&_total=estimate'),
}
