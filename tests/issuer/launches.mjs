// What an issuer does with the handle an app brings: it asks where the records are, as the machine it is there.
import { claimsOf, prove, sign, thumbprint } from "./issuer.mjs";

const hpr = "urn:oid:2.16.578.1.12.4.1.4.4";
const pid = "urn:oid:2.16.578.1.12.4.1.4.1";

/** The answer to $launch-context; `claims` change the machine's token. */
export async function askForContext(house, parts, claims = {}) {
    const { audience } = await import("./house.mjs");
    const address = `${house.base}/$launch-context`;
    const token = await sign(claimsOf(house.personnel, audience, { client_id: "issuer", scope: "system/LaunchContext.r",
        cnf: { jkt: await thumbprint(house.app) }, ...claims }), house.personnel.key);
    const dpop = await prove(house.app, { method: "POST", address, token });
    return fetch(`${house.direct}/fhir/$launch-context`, {
        method: "POST", body: JSON.stringify({ resourceType: "Parameters", parameter: parts }),
        headers: { Connection: "close", Authorization: `DPoP ${token}`, DPoP: dpop, "Content-Type": "application/fhir+json" },
    });
}

export const partsOf = ({ handle, client, person }) => [
    { name: "launch", valueString: handle },
    { name: "client", valueString: client },
    { name: "person", valueIdentifier: person.hpr_number ? { system: hpr, value: person.hpr_number } : { system: pid, value: person.pid } },
];

/** By SMART's names, for the token answer; undefined when the launch is not known. */
export async function launchContext(house, people, { handle, client, account }) {
    const answer = await askForContext(house, partsOf({ handle, client, person: people[account] }));
    if (!answer.ok) return undefined;
    const { parameter } = await answer.json();
    const of = (name) => parameter.filter((part) => part.name === name).map((part) => Object.values(part).find((value) => value !== name));
    const context = Object.fromEntries(["patient", "encounter", "fhirUser", "need_patient_banner", "intent"].map((name) => [name, of(name)[0]]));
    return { ...context, ...(of("fhirContext").length > 0 && { fhirContext: of("fhirContext") }) };
}
