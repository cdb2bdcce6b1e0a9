"""An interview as a person holds it, question by question."""

import copy

STEP_PATH = '/fhir/Questionnaire/$next-question'


def steps(server, complaint='sore-throat', steps_max=100):
    """The bodies of an interview that denies everything; the last is the completed one."""
    response = {
        'resourceType': 'QuestionnaireResponse', 'status': 'in-progress', 'language': 'nb',
        'contained': [{'resourceType': 'Questionnaire', 'id': 'interview', 'status': 'active',
                       'derivedFrom': [f'https://helselos.no/fhir/Questionnaire/{complaint}']}],
        'questionnaire': '#interview', 'item': []}
    bodies = []
    while response['status'] != 'completed' and len(bodies) < steps_max:
        bodies.append(copy.deepcopy(response))
        response = server.ask('POST', STEP_PATH, response)
        if response['status'] != 'completed':
            answer_all(response.get('item', []), questions_of(response['contained'][0]))
    return [*bodies, response]


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
