// The triage half of the contract server: interview and assessment, from whatever was answered.
import { about, complaints, levelTexts, redScreen } from './contract-content.mjs';

const home = 'https://helselos.no/fhir';
const extension = (name) => `${home}/StructureDefinition/${name}`;
const answerSystem = `${home}/CodeSystem/answer`;
const answers = { yes: { nb: 'Ja', en: 'Yes' }, no: { nb: 'Nei', en: 'No' }, unknown: { nb: 'Vet ikke', en: "Don't know" } };
const order = ['selfcare', 'routine', 'urgent', 'emergency'];

export const languageOf = (wanted) => (wanted === 'en' ? 'en' : 'nb');

function itemOf(question, language) {
  const text = question[language];
  if (question.type === 'group') {
    return { linkId: question.linkId, text, type: 'group', item: question.items.map((one) => itemOf(one, language)) };
  }
  const help = language === 'en' ? question.helpEn : question.helpNb;
  const extensions = [
    ...(help ? [{ url: extension('help'), valueMarkdown: help }] : []),
    ...(question.redFlag ? [{ url: extension('red-flag'), valueBoolean: true }] : []),
    ...(question.unit
      ? [{ url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit', valueCoding: { system: 'http://unitsofmeasure.org', code: question.unit.code, display: question.unit[language] } }]
      : []),
    ...(question.least === undefined ? [] : [{ url: 'http://hl7.org/fhir/StructureDefinition/minValue', valueDecimal: question.least }]),
    ...(question.most === undefined ? [] : [{ url: 'http://hl7.org/fhir/StructureDefinition/maxValue', valueDecimal: question.most }]),
  ];
  const offered = question.options
    ? [...question.options.map((one) => ({ code: one.code, display: one[language] })), { code: 'unknown', display: answers.unknown[language] }]
    : Object.entries(answers).map(([code, display]) => ({ code, display: display[language] }));
  return {
    linkId: question.linkId,
    text,
    type: question.type,
    ...(extensions.length > 0 && { extension: extensions }),
    ...(question.type === 'choice' && { answerOption: offered.map((one) => ({ valueCoding: { system: answerSystem, ...one } })) }),
  };
}

function leaves(items = [], into = new Map()) {
  for (const item of items) {
    if (item.item) leaves(item.item, into);
    else if (item.answer?.length) into.set(item.linkId, item.answer[0].valueCoding?.code ?? item.answer[0].valueQuantity?.value ?? (JSON.stringify(item.answer[0]).includes('asked-unknown') ? 'unknown' : undefined));
  }
  return into;
}

const linkIds = (question) => (question.items ?? [question]).map((one) => one.linkId);

export function complaintOf(response) {
  return response.contained?.[0]?.derivedFrom?.[0]?.split('/').pop();
}

function evaluate(response) {
  const complaint = complaints[complaintOf(response)];
  const given = leaves(response.item);
  const screens = [about, redScreen, ...complaint.questions];
  const fired = [
    ...redScreen.items.filter((one) => given.get(one.linkId) === 'yes').map((one) => ({ id: `red.${one.linkId}`, level: 'emergency', nb: `${one.nb}.`, en: `${one.en}.`, findings: [one.linkId] })),
    ...complaint.rules.filter((rule) => Object.entries(rule.when).every(([finding, value]) => given.get(finding) === value)).map((rule) => ({ ...rule, findings: Object.keys(rule.when) })),
  ];
  const level = fired.map((rule) => rule.level).sort((one, other) => order.indexOf(other) - order.indexOf(one))[0] ?? 'selfcare';
  const answered = screens.filter((screen) => linkIds(screen).every((one) => given.has(one)));
  const next = level === 'emergency' ? undefined : screens.find((screen) => !answered.includes(screen));
  return { complaint, given, screens, fired, level, answered, next };
}

export function nextQuestion(response) {
  const language = languageOf(response.language);
  const { screens, answered, next } = evaluate(response);
  const shown = screens.filter((screen) => answered.includes(screen) || screen === next);
  const keep = (item) => response.item?.find((one) => one.linkId === item.linkId) ?? { linkId: item.linkId };
  const items = shown.map((screen) => itemOf(screen, language));
  return {
    ...response,
    status: next ? 'in-progress' : 'completed',
    contained: [{ ...response.contained[0], item: items }],
    item: items.map(keep),
    extension: [
      {
        url: extension('interview-progress'),
        extension: [
          { url: 'answered', valueInteger: answered.length },
          { url: 'at-most-left', valueInteger: next ? screens.length - answered.length : 0 },
        ],
      },
    ],
  };
}

const text = (url, value) => ({ url, valueString: value });

export function assess(response, now) {
  const language = languageOf(response.language);
  const { complaint, given, screens, fired, level, next } = evaluate(response);
  if (next) return undefined;
  const words = levelTexts[level];
  const questions = screens.flatMap((screen) => screen.items ?? [screen]);
  const limitMs = (words.hours ?? (words.days ?? 0) * 24) * 3_600_000;
  const limit = words.hours ? { value: words.hours, unit: 'h', system: 'http://unitsofmeasure.org', code: 'h' } : words.days && { value: words.days, unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' };
  const start = now.toISOString();
  return {
    resourceType: 'RiskAssessment',
    status: 'final',
    subject: { display: 'anonymous' },
    code: { coding: [{ system: `${home}/CodeSystem/complaint`, code: complaintOf(response), display: complaint[language] }] },
    occurrenceDateTime: start,
    prediction: [
      {
        qualitativeRisk: { coding: [{ system: `${home}/CodeSystem/severity-level`, code: level }] },
        rationale: words[language],
        whenPeriod: { start, ...(limitMs > 0 && { end: new Date(now.getTime() + limitMs).toISOString() }), ...(level === 'emergency' && { end: start }) },
      },
    ],
    extension: [
      ...(limit ? [{ url: extension('time-limit'), valueDuration: limit }] : []),
      text(extension('content-version'), `${complaintOf(response)} 0.1.0 (2026-11-22)`),
      { url: extension('content-review'), valueCode: 'draft' },
      ...fired.map((rule) => ({
        url: extension('fired-rule'),
        extension: [text('id', rule.id), { url: 'level', valueCode: rule.level }, text('reason', rule[language]), text('evidence', 'Norsk medisinsk indeks 4'), ...rule.findings.map((one) => text('finding', one))],
      })),
      ...questions.filter((one) => one.redFlag && given.get(one.linkId) === 'no').map((one) => text(extension('decisive-negative'), `${language === 'en' ? 'No' : 'Nei'}: ${one[language]}`)),
      ...questions.filter((one) => given.get(one.linkId) === 'unknown').map((one) => text(extension('unknown-finding'), one[language])),
      ...words.advice.map((one) => ({
        url: extension('advice'),
        extension: [{ url: 'kind', valueCode: one.kind }, { url: 'text', valueMarkdown: one[language] }, ...(one.phone ? [text('phone', one.phone)] : [])],
      })),
      text(extension('source'), 'Norsk indeks for medisinsk nødhjelp, 4. utgave'),
      text(extension('source'), 'NICE NG84'),
    ],
  };
}
