// Every search parameter of every type finds a resource that has the value, and not one that has another.
import { call, expect, finds } from "./calls.mjs";
import { elementAt, isPrimitive, searchParameter } from "./definitions.mjs";
import { componentWays, waysOf } from "./expressions.mjs";
import { minimal, typesOf, withTarget, withValue } from "./resources.mjs";

// Written by the house itself, or by its own rules: tests/rest/access.case and tests/subscriptions.
const ofTheHouse = ["AuditEvent", "Subscription"];

// A value of a data type as it is searched for.
const words = {
    token: { CodeableConcept: (v) => `${v.coding[0].system ?? ""}|${v.coding[0].code}`, Coding: (v) => `${v.system ?? ""}|${v.code}`,
        Identifier: (v) => `${v.system}|${v.value}`, ContactPoint: (v) => v.value },
    string: { HumanName: (v) => v.family ?? v.text, Address: (v) => v.city },
    date: { Period: (v) => v.start.slice(0, 10), Timing: (v) => v.event[0] },
    reference: { Reference: (v) => v.reference },
    quantity: { Money: (v) => `${v.value}`, Range: (v) => `${v.low.value}`, SampledData: (v) => `${v.origin.value}` },
    number: { Range: (v) => `${v.low.value}` },
};

// Where an expression says more than a way to a value, or a rule of FHIR wants more than one element.
const composed = { resourceType: "Composition", status: "final", type: { text: "ord" }, date: "2021-03-04", title: "ord", author: [{ reference: "Practitioner/x" }], id: "c1" };
const sequence = (part, variant) => ({ resourceType: "MolecularSequence", coordinateSystem: 0, referenceSeq: { windowStart: 10, windowEnd: 20, ...part }, ...(variant && { variant: [{ start: 11, end: 12 }] }) });
const ofChromosome = { chromosome: { coding: [{ system: "urn:x", code: "k1" }] }, genomeBuild: "GRCh38" };
const ofReference = { referenceSeqId: { coding: [{ system: "urn:x", code: "k1" }] } };
const snapshot = (element) => ({ ...minimal("StructureDefinition"), snapshot: { element: [{ id: "x", path: "x", definition: "ord", min: 0, max: "*", base: { path: "y", min: 0, max: "*" }, ...element }] } });
const byHand = {
    "Bundle composition": { resource: { resourceType: "Bundle", type: "document", identifier: { system: "urn:x", value: "1" }, timestamp: "2021-03-04T05:06:07Z", entry: [{ fullUrl: "http://example.org/Composition/c1", resource: composed }] }, word: "Composition/c1" },
    "Bundle message": { resource: { resourceType: "Bundle", type: "message", entry: [{ fullUrl: "http://example.org/MessageHeader/m1", resource: { ...minimal("MessageHeader"), id: "m1" } }] }, word: "MessageHeader/m1" },
    "CapabilityStatement software": { resource: { ...minimal("CapabilityStatement"), kind: "capability", software: { name: "Navnesen" } }, word: "Navnesen" },
    // R4 names the reference as the definition of the code; the expressions of the two parts are right.
    "DocumentReference relationship": { resource: { ...minimal("DocumentReference"), relatesTo: [{ code: "replaces", target: { reference: "DocumentReference/x" } }] }, word: "replaces$DocumentReference/x", otherWord: "replaces$DocumentReference/y" },
    "MolecularSequence chromosome": { resource: sequence(ofChromosome), word: "urn:x|k1" },
    "MolecularSequence chromosome-variant-coordinate": { resource: sequence(ofChromosome, true), word: "urn:x|k1$11$12", otherWord: "urn:x|k1$11$77" },
    "MolecularSequence chromosome-window-coordinate": { resource: sequence(ofChromosome), word: "urn:x|k1$10$20", otherWord: "urn:x|k1$10$77" },
    "MolecularSequence referenceseqid": { resource: sequence(ofReference), word: "urn:x|k1" },
    "MolecularSequence referenceseqid-variant-coordinate": { resource: sequence(ofReference, true), word: "urn:x|k1$11$12", otherWord: "urn:x|k1$11$77" },
    "MolecularSequence referenceseqid-window-coordinate": { resource: sequence(ofReference), word: "urn:x|k1$10$20", otherWord: "urn:x|k1$10$77" },
    "MolecularSequence window-end": { resource: sequence(ofReference), word: "20" },
    "MolecularSequence window-start": { resource: sequence(ofReference), word: "10" },
    "Patient deceased": { resource: { resourceType: "Patient", deceasedDateTime: "2021-03-04" }, word: "true", otherWord: "false" },
    "StructureDefinition base-path": { resource: snapshot({}), word: "y" },
    "StructureDefinition path": { resource: snapshot({}), word: "x" },
    "StructureDefinition valueset": { resource: snapshot({ type: [{ code: "code" }], binding: { strength: "example", valueSet: "http://example.org/x" } }), word: "http://example.org/x" },
};

const ofQuantity = (v) => `${v.value}|${v.system}|${v.code}`;
const others = { token: "annen-kode", string: "Zzz", date: "1971-01-01", reference: "Patient/another", quantity: "77777", number: "77777", uri: "urn:another" };

function wordOf(searchType, dataType, value) {
    const own = words[searchType]?.[dataType];
    if (own) return own(value);
    if (searchType === "quantity" || (searchType === "token" && dataType === "Quantity")) return ofQuantity(value);
    if (isPrimitive(dataType)) return String(value);
    return undefined;
}
const other = (searchType, word) => searchType === "token" && ["true", "false"].includes(word) ? (word === "true" ? "false" : "true") : others[searchType];

/** A way whose last step names no type, once for each type that may stand there. */
const byType = (resourceType) => (way) => {
    const element = elementAt(resourceType, way);
    return way.at(-1).type || !element ? [way] : typesOf(element).map(({ code }) => [...way.slice(0, -1), { ...way.at(-1), type: code }]);
};

function findable(type, parameter, definition) {
    if (byHand[`${type} ${parameter.name}`]) return byHand[`${type} ${parameter.name}`];
    for (const way of waysOf(definition.expression ?? "", type).flatMap(byType(type))) {
        const made = withValue(type, way);
        const word = made && wordOf(parameter.type, made.type, made.value);
        if (word !== undefined) return { resource: made.resource, word };
    }
    return undefined;
}

/** Both components in one resource: the second is put beside the first. */
function compositeFindable(type, definition) {
    const bases = definition.expression.split("|").map((each) => each.trim()).filter((each) => each.split(".")[0] === type);
    if (byHand[`${type} ${definition.code}`]) return byHand[`${type} ${definition.code}`];
    for (const base of bases) {
        const resource = minimal(type);
        const parts = definition.component.map(({ definition: url, expression }) => {
            const searchType = searchParameter(url)?.type;
            for (const way of componentWays(base, expression).flatMap(byType(type))) {
                const made = withValue(type, way, resource);
                const word = made && wordOf(searchType, made.type, made.value);
                if (word !== undefined) return { word, other: others[searchType] };
            }
            return undefined;
        });
        const joined = (which) => parts.map((part, at) => at === parts.length - 1 ? which(part) : part.word).join("$");
        if (parts.every(Boolean)) return { resource, word: joined((part) => part.word), otherWord: joined((part) => part.other) };
    }
    return undefined;
}

const common = {
    _id: (type, id) => ({ word: id }),
    _lastUpdated: () => ({ word: "ge2020-01-01", other: "lt2020-01-01" }),
    _tag: () => ({ more: { meta: { tag: [{ system: "urn:claims", code: "t" }] } }, word: "urn:claims|t" }),
    _profile: (type) => ({ more: { meta: { profile: [`http://hl7.org/fhir/StructureDefinition/${type}`] } }, word: `http://hl7.org/fhir/StructureDefinition/${type}`, other: "urn:x" }),
    _security: () => ({ more: { meta: { security: [{ system: "urn:claims", code: "s" }] } }, word: "urn:claims|s" }),
    _source: () => ({ more: { meta: { source: "urn:claims:source" } }, word: "urn:claims:source", other: "urn:x" }),
    _text: () => ({ more: { text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">fjellheisen</div>' } }, word: "fjellheisen", other: "vannkanten" }),
    _content: () => ({ more: { language: "nb", implicitRules: undefined, meta: { tag: [{ display: "fjellheisen" }] } }, word: "fjellheisen", other: "vannkanten" }),
    _filter: (type, id) => ({ word: `_id eq ${id}`, other: "_id eq nobody" }),
};

async function findsByValue(base, type, name, { resource, word, otherWord, id }) {
    expect(await call(base, "PUT", `/${type}/${id}`, { body: { ...resource, id } }), 200, 201);
    const at = (value) => `/${type}?_id=${id}&${name}=${encodeURIComponent(value)}`;
    if (!(await finds(base, at(word), id))) throw new Error(`not found by ${name}=${word}\n    ${JSON.stringify(resource)}`);
    if (await finds(base, at(otherWord), id)) throw new Error(`found by ${name}=${otherWord} too`);
}

async function findsInList(base, type, id) {
    expect(await call(base, "PUT", `/${type}/${id}`, { body: { ...minimal(type), id } }), 200, 201);
    const list = `l-${type.toLowerCase()}`.slice(0, 64);
    expect(await call(base, "PUT", `/List/${list}`, { body: { resourceType: "List", id: list, status: "current", mode: "working", entry: [{ item: { reference: `${type}/${id}` } }] } }), 200, 201);
    if (!(await finds(base, `/${type}?_list=${list}`, id))) throw new Error("not found by its list");
}

/** The first parameter by which something that can be made refers to the type. */
function referrerOf(type, revIncludes, id) {
    for (const each of revIncludes) {
        const [source, name] = each.split(":");
        const definition = revIncludes.parameters.get(each);
        const made = ofTheHouse.includes(source) ? undefined
            : waysOf(definition?.expression ?? "", source).map((way) => withTarget(source, way, type, id)).find((each) => each && !each.isByAddress);
        if (made) return { source, name, made };
    }
    throw new Error("nothing refers to it");
}

async function findsByReferrer(base, type, revIncludes, id) {
    const { source, name, made } = referrerOf(type, revIncludes, id);
    expect(await call(base, "PUT", `/${type}/${id}`, { body: { ...minimal(type), id } }), 200, 201);
    const referrer = { ...made.resource, id: `${id}-${type.toLowerCase()}`.slice(0, 64) };
    expect(await call(base, "PUT", `/${source}/${referrer.id}`, { body: referrer }), 200, 201);
    if (!(await finds(base, `/${type}?_id=${id}&_has:${source}:${name}:_id=${referrer.id}`, id))) throw new Error(`not found by _has:${source}:${name}`);
    if (await finds(base, `/${type}?_id=${id}&_has:${source}:${name}:_id=nobody`, id)) throw new Error(`found by _has of nobody`);
}

function testOf(type, parameter, resource, parameters) {
    const { name } = parameter;
    const id = `s-${name.toLowerCase().replace(/^_/, "u-")}`.slice(0, 64);
    if (name === "_list") return (base) => findsInList(base, type, id);
    if (name === "_has") {
        const includes = Object.assign([...(resource.searchRevInclude ?? [])], { parameters });
        return includes.length > 0 ? (base) => findsByReferrer(base, type, includes, id) : undefined;
    }
    if (common[name]) {
        const { more = {}, word, other: otherWord = others[parameter.type] } = common[name](type, id);
        return (base) => findsByValue(base, type, name, { resource: { ...minimal(type), ...more }, word, otherWord: otherWord ?? "another", id });
    }
    const definition = searchParameter(parameter.definition);
    const made = definition && (parameter.type === "composite" ? compositeFindable(type, definition) : findable(type, parameter, definition));
    if (!made) return undefined;
    return (base) => findsByValue(base, type, name, { otherWord: other(parameter.type, made.word), ...made, id });
}

export function searchTests({ resource }) {
    const parameters = new Map(resource.flatMap(({ type, searchParam = [] }) => searchParam
        .filter((each) => each.type === "reference").map((each) => [`${type}:${each.name}`, searchParameter(each.definition)])));
    return resource.filter(({ type }) => !ofTheHouse.includes(type)).flatMap((each) => each.searchParam.map((parameter) => ({
        name: `${each.type} ${parameter.name}`,
        act: testOf(each.type, parameter, each, parameters) ?? (() => { throw new Error("no value could be made for it"); }),
    })));
}
