// Every _include brings along what is referred to, and every _revinclude what refers.
import { call, expect, finds } from "./calls.mjs";
import { searchParameter } from "./definitions.mjs";
import { waysOf } from "./expressions.mjs";
import { withTarget } from "./resources.mjs";

// Written by the house itself, or by its own rules: tests/rest/access.case and tests/subscriptions.
const ofTheHouse = ["AuditEvent", "Subscription"];

const definitionsOf = (resource) => new Map(resource.flatMap(({ type, searchParam = [] }) => searchParam
    .filter((each) => each.type === "reference").map((each) => [`${type}:${each.name}`, searchParameter(each.definition)])));

const put = async (base, resource) => expect(await call(base, "PUT", `/${resource.resourceType}/${resource.id}`, { body: resource }), 200, 201);

function pairOf(source, definition, targets, number) {
    const ways = waysOf(definition?.expression ?? "", source);
    const pair = targets.flatMap((target) => ways.map((way) => withTarget(source, way, target, `${target.toLowerCase()}-${number}`))).find(Boolean);
    if (!pair) throw new Error(`nothing could be made that refers to ${targets[0]}`);
    return { ...pair, resource: { ...pair.resource, id: `of-${number}` } };
}

/** Both ways: what refers is found with what it refers to, and the other way round. */
export function includeTests({ resource }) {
    const definitions = definitionsOf(resource);
    return resource.filter(({ type }) => !ofTheHouse.includes(type)).flatMap(({ type, searchInclude = [] }) => searchInclude.map((include, number) => ({
        name: include,
        act: async (base) => {
            const definition = definitions.get(include);
            const targets = [...(definition.target ?? []), "Patient", "PlanDefinition"].filter((each) => ![...ofTheHouse, "Resource"].includes(each));
            const pair = pairOf(type, definition, targets, `i${number}-${resource.findIndex((each) => each.type === type)}`);
            await put(base, pair.target);
            await put(base, pair.resource);
            if (!(await finds(base, `/${type}?_id=${pair.resource.id}&_include=${include}`, pair.target.id))) throw new Error(`${pair.target.resourceType} does not come along`);
            if (await finds(base, `/${type}?_id=${pair.resource.id}`, pair.target.id)) throw new Error("it comes along unasked");
        },
    })));
}

export function revIncludeTests({ resource }) {
    const definitions = definitionsOf(resource);
    return resource.filter(({ type }) => !ofTheHouse.includes(type)).flatMap(({ type, searchRevInclude = [] }) => searchRevInclude
        .filter((each) => !ofTheHouse.includes(each.split(":")[0])).map((include, number) => ({
            name: `${type} ${include}`,
            act: async (base) => {
                const pair = pairOf(include.split(":")[0], definitions.get(include), [type], `r${number}`);
                await put(base, pair.target);
                await put(base, { ...pair.resource, id: `${pair.target.id}-of`.slice(0, 64) });
                if (!(await finds(base, `/${type}?_id=${pair.target.id}&_revinclude=${include}`, `${pair.target.id}-of`.slice(0, 64)))) throw new Error(`${include} does not come along`);
            },
        })));
}
