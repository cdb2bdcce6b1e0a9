// Resources made from FHIR's definitions: the least that is valid, and with a value at a place.
import { childOf, childrenOf, codeOf, isPrimitive, nameOf, pathBelow } from "./definitions.mjs";

// What a rule of FHIR wants beside the required elements, by the path where it stands.
const needs = {
    "AllergyIntolerance": { clinicalStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", code: "active" }] } },
    "Appointment": { status: "booked", start: "2021-03-04T05:06:07Z", end: "2021-03-04T05:16:07Z", participant: [{ status: "accepted", actor: { reference: "Patient/x" } }] },
    "AppointmentResponse": { actor: { reference: "Patient/x" } },
    "Bundle": { type: "collection" },
    "CapabilityStatement": { kind: "requirements", description: "text", fhirVersion: "4.0.1", rest: [{ mode: "client" }] },
    "Composition.section": { title: "ord", text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">ord</div>' } },
    "ConceptMap.group.element": { code: "x" },
    "ConceptMap.group.element.target": { equivalence: "equal", code: "x" },
    "Condition": { clinicalStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "resolved" }] } },
    "Consent": { policyRule: { coding: [{ system: "urn:x", code: "k1" }] } },
    "ElementDefinition": { id: "x", path: "x", definition: "ord", min: 0, max: "*", base: { path: "y", min: 0, max: "*" } },
    "ImplementationGuide.definition.page": { nameUrl: "x.html", title: "x", generation: "html" },
    "ImmunizationRecommendation.recommendation": { vaccineCode: [{ coding: [{ system: "urn:x", code: "k1" }] }] },
    "InsurancePlan": { name: "ord" },
    "Linkage": { item: [{ type: "source", resource: { reference: "Patient/x" } }, { type: "alternate", resource: { reference: "Patient/y" } }] },
    "MessageDefinition.focus": { max: "*" },
    "Organization": { name: "ord" },
    "Questionnaire.item": { linkId: "1", type: "string" },
    "RequestGroup.action": { resource: { reference: "Task/x" } },
    "ServiceRequest": { code: { coding: [{ system: "urn:x", code: "k1" }] } },
    "StructureDefinition": { kind: "logical", baseDefinition: "http://hl7.org/fhir/StructureDefinition/Element", derivation: "specialization", abstract: false, type: "http://example.org/x", url: "http://example.org/x", name: "X",
        differential: { element: [{ id: "x", path: "x" }] } },
    "ValueSet.expansion.contains": { system: "urn:x" },
    "TerminologyCapabilities": { kind: "requirements", description: "ord" },
};

const primitives = {
    boolean: true, integer: 1, positiveInt: 1, unsignedInt: 1, decimal: 1.5, string: "ord", markdown: "ord", code: "kode",
    uri: "urn:x:1", url: "http://example.org/x", canonical: "http://example.org/x", oid: "urn:oid:1.2.3",
    uuid: "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", id: "a1", date: "2021-03-04", dateTime: "2021-03-04T05:06:07Z",
    instant: "2021-03-04T05:06:07Z", time: "10:11:12", base64Binary: "QUJD",
};

const quantity = (code) => ({ value: 1.5, unit: code, system: "http://unitsofmeasure.org", code });
const kinds = {
    Quantity: () => quantity("mg"), SimpleQuantity: () => quantity("mg"), Age: () => quantity("a"), Duration: () => quantity("min"),
    Distance: () => quantity("m"), Count: () => ({ value: 2, unit: "1", system: "http://unitsofmeasure.org", code: "1" }),
    Money: () => ({ value: 1.5, currency: "NOK" }), MoneyQuantity: () => quantity("NOK"),
    Range: () => ({ low: { ...quantity("mg"), value: 1 }, high: { ...quantity("mg"), value: 2 } }),
    Ratio: () => ({ numerator: quantity("mg"), denominator: quantity("mL") }),
    Period: () => ({ start: "2021-03-04T05:06:07Z", end: "2021-03-04T05:06:08Z" }), HumanName: () => ({ family: "Navnesen", given: ["Ane"], text: "Ane Navnesen" }),
    Address: () => ({ city: "Solvik", state: "Vestland", postalCode: "5999", country: "NO", use: "work" }),
    ContactPoint: () => ({ system: "phone", value: "55512345" }), Identifier: () => ({ system: "urn:x", value: "v1" }),
    Coding: () => ({ system: "urn:x", code: "k1" }), CodeableConcept: () => ({ coding: [{ system: "urn:x", code: "k1" }] }),
    Timing: () => ({ event: ["2021-03-04T05:06:07Z"] }), Attachment: () => ({ contentType: "text/plain", title: "ord", url: "http://example.org/x" }),
    Annotation: () => ({ text: "ord" }), Expression: () => ({ language: "text/fhirpath", expression: "true" }), Dosage: () => ({ text: "ord" }),
    ContactDetail: () => ({ name: "ord" }), Extension: () => ({ url: "http://example.org/x", valueString: "ord" }),
    Meta: () => ({}), Narrative: () => ({ status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">ord</div>' }),
    Resource: () => ({ resourceType: "Basic", code: { text: "ord" } }),
    SampledData: () => ({ origin: quantity("mg"), period: 1, dimensions: 1, data: "1" }),
    TriggerDefinition: () => ({ type: "named-event", name: "ord" }), DataRequirement: () => ({ type: "Patient" }),
};

const targetsOf = (type) => (type.targetProfile ?? []).map((each) => each.slice(each.lastIndexOf("/") + 1));
export const referenceTo = (target) => ({ reference: `${target === "Resource" ? "Patient" : target}/x` });

/** A value of one of the element's types (its TypeRef); of the element's set where that is required. */
export function valueOf(element, type, target) {
    if (type.code === "Reference") return referenceTo(target ?? targetsOf(type)[0] ?? "Patient");
    const coded = element.binding?.strength === "required" ? codeOf(element.binding.valueSet) : undefined;
    if (coded && type.code === "code") return coded.code;
    if (coded && type.code === "Coding") return coded;
    if (coded && type.code === "CodeableConcept") return { coding: [coded] };
    if (isPrimitive(type.code)) return primitives[type.code] ?? "ord";
    if (kinds[type.code]) return kinds[type.code]();
    return fill(pathBelow(element, type.code), {});
}

export const typesOf = (element) => element.contentReference ? [{ code: "" }] : element.type;
const capital = (word) => word.slice(0, 1).toUpperCase() + word.slice(1);
export const keyOf = (element, type) => nameOf(element).replace("[x]", capital(type.code));
export const isList = (element) => element.max !== "1" && element.base?.max !== "1";

/** Puts the required elements of a path into an object. */
export function fill(path, into) {
    Object.assign(into, structuredClone(needs[path] ?? {}));
    for (const element of childrenOf(path)) {
        const base = nameOf(element).replace("[x]", "");
        const isThere = Object.keys(into).some((key) => key === base || (nameOf(element).endsWith("[x]") && key.startsWith(base)));
        if (element.min === 0 || isThere || ["id", "extension"].includes(base)) continue;
        const type = typesOf(element)[0];
        const value = valueOf(element, type);
        into[keyOf(element, type)] = isList(element) ? [value] : value;
    }
    return into;
}

export const minimal = (type) => fill(type, { resourceType: type });

/** The object's child of that name as an object to go on in, made where it is not there. */
function enter(into, element, type) {
    const key = keyOf(element, type);
    if (into[key] === undefined) {
        const value = valueOf(element, type);
        into[key] = isList(element) ? [value] : value;
    }
    return Array.isArray(into[key]) ? into[key][0] : into[key];
}

function dropOtherChoices(into, element, kept) {
    const base = nameOf(element).replace("[x]", "");
    if (nameOf(element).endsWith("[x]"))
        for (const type of element.type)
            if (keyOf(element, type) !== kept) delete into[base + capital(type.code)];
}

/**
 * Puts a value at the end of `steps` ({ name, type?, target?, with? }: `with` are members that stand beside the next step)
 * into a resource. Gives back { resource, value, type } with the type of the value; undefined when a step leads nowhere.
 */
export function withValue(resourceType, steps, resource = minimal(resourceType)) {
    let path = resourceType;
    let into = resource;
    let found;
    for (const [at, { name, type: wanted, target, with: members = {} }] of steps.entries()) {
        const element = childOf(path, name);
        const type = element && typesOf(element).find(({ code }) => wanted === undefined || code.toLowerCase() === wanted.toLowerCase());
        if (!type) return undefined;
        const key = keyOf(element, type);
        dropOtherChoices(into, element, key);
        if (at === steps.length - 1) {
            const value = into[key] === undefined || target || type.code === "Reference" ? valueOf(element, type, target) : [into[key]].flat()[0];
            if (typeof value === "object") Object.assign(value, members);
            into[key] = isList(element) ? [value] : value;
            found = { resource, value, type: type.code };
        } else {
            into = enter(into, element, type);
            Object.assign(into, members);
            path = pathBelow(element, type.code);
        }
    }
    return found;
}

/**
 * A resource that refers to Type/id by a way: by reference, or by the address that `target` then has. Gives back
 * { resource, target, isByAddress }; undefined when the way goes to other types.
 */
export function withTarget(source, way, type, id = "x") {
    const last = way.at(-1);
    if (last.target && last.target !== type) return undefined;
    const made = withValue(source, [...way.slice(0, -1), { ...last, type: "Reference", target: type }]);
    const refers = (text) => JSON.parse(text.replaceAll(`"${type}/x"`, `"${type}/${id}"`));
    if (made) return { resource: refers(JSON.stringify(made.resource)), target: { ...minimal(type), id } };
    const canonical = childOf(type, "url") && ["canonical", "uri"].map((code) => withValue(source, [...way.slice(0, -1), { ...last, type: code }])).find(Boolean);
    if (!canonical) return undefined;
    const url = `http://example.org/${type}/${id}`;
    return { resource: JSON.parse(JSON.stringify(canonical.resource).replaceAll(JSON.stringify(canonical.value), JSON.stringify(url))), target: { ...minimal(type), id, url }, isByAddress: true };
}
