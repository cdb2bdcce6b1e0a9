"""Values to search for, drawn from the resources that are searched."""

import json


def codings_of(concept):
    return [(coding.get('system', ''), coding['code']) for coding in (concept or {}).get('coding', []) if 'code' in coding]


class Values:
    """Each draw is one of the corpus; the order of draws is that of the seed."""

    def __init__(self, chance):
        self.chance = chance
        self.names, self.cities, self.births, self.clinics = [], [], [], []
        self.codes, self.codes_with_value, self.components = [], [], []
        self.dates, self.encounter_dates, self.encounter_types, self.conditions, self.medications = [], [], [], [], []

    @classmethod
    def of(cls, folder, chance):
        values = cls(chance)
        for path in sorted(folder.glob('*.json')):
            for entry in json.loads(path.read_text(encoding='utf-8')).get('entry', []):
                take = getattr(values, 'take_' + entry['resource']['resourceType'].lower(), None)
                if take:
                    take(entry['resource'])
        return values

    def take_patient(self, patient):
        self.names += [name['family'] for name in patient.get('name', []) if 'family' in name]
        self.cities += [address['city'] for address in patient.get('address', []) if 'city' in address]
        self.births.append(patient['birthDate'])

    def take_organization(self, organization):
        self.clinics.append(organization['name'].split()[0])

    def take_observation(self, observation):
        codes = codings_of(observation['code'])
        self.codes += codes
        self.dates.append(observation['effectiveDateTime'][:10])
        if 'valueQuantity' in observation:
            self.codes_with_value += [(*code, observation['valueQuantity']['value']) for code in codes]
        for component in observation.get('component', []):
            if 'valueQuantity' in component:
                self.components += [(*code, component['valueQuantity']['value']) for code in codings_of(component['code'])]

    def take_encounter(self, encounter):
        self.encounter_dates.append(encounter['period']['start'][:10])
        self.encounter_types += codings_of(encounter['type'][0])

    def take_condition(self, condition):
        self.conditions += codings_of(condition['code'])

    def take_medicationrequest(self, request):
        self.medications += codings_of(request.get('medicationCodeableConcept'))

    def draw(self, name):
        return self.chance.choice(getattr(self, name))

    def prefix(self):
        return self.chance.choice(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb'])

    def number(self, value):
        """A value as people ask for it, with one decimal."""
        return f'{float(value):.1f}'
