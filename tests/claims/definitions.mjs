// FHIR R4's own definitions, read here and not asked of the server: what is claimed is measured by them.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", ".tools", "definitions", "node_modules", "@medplum",
    "definitions", "dist", "fhir", "r4");
const resourcesOf = (name) => JSON.parse(readFileSync(join(folder, name), "utf8")).entry.map(({ resource }) => resource);

const structures = new Map(["profiles-resources.json", "profiles-types.json"].flatMap(resourcesOf)
    .filter((each) => each.resourceType === "StructureDefinition").map((each) => [each.id, each]));
const terminology = ["valuesets.json", "v3-codesystems.json", "v2-tables.json"].flatMap(resourcesOf);
const byUrl = new Map(terminology.map((each) => [`${each.resourceType} ${each.url}`, each]));
const parameters = new Map(resourcesOf("search-parameters.json").map((each) => [each.url, each]));

export const searchParameter = (url) => parameters.get(url);
export const isPrimitive = (type) => structures.get(type)?.kind === "primitive-type" || type.startsWith("http://hl7.org/fhirpath/");

/** The elements right below a path: "Patient.contact", "HumanName". */
export function childrenOf(path) {
    const elements = structures.get(path.split(".")[0])?.snapshot.element ?? [];
    const own = elements.find((each) => each.path === path);
    if (own?.contentReference) return childrenOf(own.contentReference.slice(1));
    return elements.filter((each) => each.path.startsWith(`${path}.`) && !each.path.slice(path.length + 1).includes("."));
}

export const nameOf = (element) => element.path.slice(element.path.lastIndexOf(".") + 1);

/** The element of that name, by "value" or "value[x]". */
export const childOf = (path, name) => childrenOf(path).find((each) => [name, `${name}[x]`].includes(nameOf(each)));

/** The path below which an element's children are, as one of its types. */
export const pathBelow = (element, typeCode) => element.contentReference ? element.contentReference.slice(1)
    : ["BackboneElement", "Element"].includes(typeCode) ? element.path : typeCode;

/** The element at the end of steps ({ name, type? }) from a resource type; undefined when there is none. */
export function elementAt(resourceType, steps) {
    let path = resourceType;
    let element;
    for (const { name, type } of steps) {
        element = childOf(path, name);
        if (!element) return undefined;
        path = pathBelow(element, type ?? element.type?.[0].code);
    }
    return element;
}

/** A code that a set has, as { system, code }; undefined where the set draws on what is not at hand. */
export function codeOf(valueSet) {
    const include = byUrl.get(`ValueSet ${valueSet.split("|")[0]}`)?.compose?.include ?? [];
    for (const { system, concept, filter, valueSet: sets } of include) {
        if (sets) return codeOf(sets[0]);
        if (concept) return { system, code: concept[0].code };
        const defined = filter ? undefined : byUrl.get(`CodeSystem ${system}`)?.concept?.[0];
        if (defined) return { system, code: defined.code };
    }
    return undefined;
}
