// The expressions of R4's search parameters as ways to a value. Of FHIRPath only what they use is read here; a way that is
// not understood is undefined, and the caller says so.

/** "a | (b as C)" at the outermost level. */
function alternatives(expression) {
    const parts = [""];
    let depth = 0;
    for (const sign of expression) {
        depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
        if (sign === "|" && depth === 0) parts.push("");
        else parts[parts.length - 1] += sign;
    }
    return parts.map((part) => part.trim());
}

function stepsOf(path) {
    const steps = [];
    for (const [word] of path.matchAll(/[A-Za-z]+(\([^()]*(\([^()]*\)[^()]*)*\))?(\[\d\])?/g)) {
        const last = steps.at(-1);
        const call = word.match(/^(\w+)\((.*)\)$/);
        if (!call) {
            steps.push({ name: word.replace(/\[\d\]$/, "") });
            continue;
        }
        const [, name, inside] = call;
        const is = inside.match(/^resolve\(\) is (\w+)$/);
        const equals = inside.match(/^(\w+)\s*=\s*'([^']*)'$/);
        if (["as", "ofType"].includes(name)) last.type = inside;
        else if (name === "where" && is) last.target = is[1];
        else if (name === "where" && equals) last.with = { [equals[1]]: equals[2] };
        else if (name !== "first") return undefined;
    }
    return steps;
}

/** The ways to the values of a parameter in one resource type. */
export function waysOf(expression, resourceType) {
    const ways = [];
    for (const each of alternatives(expression)) {
        const cast = each.match(/^\((.*) as (\w+)\)$/);
        const path = (cast ? cast[1] : each).replace(/^\((.*)\)$/, "$1");
        const parts = path.split(".");
        const isBare = /^[a-z]/.test(path);  // "name | alias", as R4 writes InsurancePlan-name.
        if (!isBare && ![resourceType, "Resource", "DomainResource"].includes(parts[0])) continue;
        const rest = isBare ? parts : parts.slice(1);
        const steps = rest.length === 0 ? [] : stepsOf(rest.join("."));
        if (steps && cast) steps.at(-1).type = cast[2];
        if (steps?.length > 0) ways.push(steps);
    }
    return ways;
}

/** The ways of a component of a composite: from its base below the resource, then its own expression. */
export function componentWays(base, expression) {
    const below = base.split(".").slice(1);
    return alternatives(expression).map((each) => stepsOf([...below, each].join("."))).filter(Boolean);
}
