// The OpenAPI description is a valid one, and every method in it is answered at its address.
import { call, fault } from "./calls.mjs";
import { isNowhere } from "./operations.mjs";

const placed = (path) => path.replace("{id}", "a-x").replace("{version}", "1");

function bodyOf({ requestBody }) {
    const [media] = Object.keys(requestBody?.content ?? {});
    if (media === "application/x-www-form-urlencoded") return { form: "_id=a-x" };
    if (media === "application/json-patch+json") return { form: "[]", headers: { "Content-Type": media } };
    return media ? { body: { resourceType: "Parameters" } } : {};
}

async function isAnswered(base, method, path, described) {
    const answer = await call(base, method.toUpperCase(), placed(path), bodyOf(described));
    if (isNowhere(answer) || answer.status >= 500) throw new Error(fault(answer));
}

async function isValid(description) {
    const { Validator } = await import("@seriousme/openapi-schema-validator");
    const { valid, errors } = await new Validator().validate(description);
    if (!valid) throw new Error(JSON.stringify(errors).slice(0, 600));
    const names = Object.values(description.paths).flatMap(Object.values).map(({ operationId }) => operationId);
    const twice = names.filter((name, at) => names.indexOf(name) !== at);
    if (twice.length > 0) throw new Error(`operationId twice: ${twice.slice(0, 5)}`);
}

export async function openApiTests(rest, base) {
    const description = (await call(base, "GET", "/openapi.json")).json();
    const methods = Object.entries(description.paths).flatMap(([path, at]) => Object.entries(at).map(([method, described]) => ({
        name: `${method.toUpperCase()} ${path}`, act: (where) => isAnswered(where, method, path, described),
    })));
    return [{ name: "is a valid description", act: () => isValid(description) }, ...methods];
}
