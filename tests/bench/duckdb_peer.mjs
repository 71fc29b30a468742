// SPDX-License-Identifier: Apache-2.0
// What DuckDB does with the same file, on one thread: duckdb_peer.mjs open|names FILE. open: reads 12 fields of every
// line. names: the milliseconds of user CPU of LIKE over a loaded column of names, and of equality over one of types.
import { DuckDBInstance } from '@duckdb/node-api';

const [what, file] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
const name = "coalesce(data.subject.content.name, data.subject.content.taskName, data.subject.content.pipelineName, '')";
const rows = `read_json('${file}', format = 'newline_delimited', maximum_object_size = 16777216, columns = {
    id: 'VARCHAR', source: 'VARCHAR', type: 'VARCHAR', subject: 'VARCHAR', time: 'VARCHAR',
    data: 'STRUCT(context STRUCT(chainId VARCHAR, "timestamp" VARCHAR), subject STRUCT(id VARCHAR, source VARCHAR,
        content STRUCT(name VARCHAR, taskName VARCHAR, pipelineName VARCHAR, outcome VARCHAR, uri VARCHAR)))'})`;

const median = values => values.sort((a, b) => a - b)[values.length >> 1];
async function milliseconds(query) {
    const took = [];
    for (let round = 0; round < 21; ++round) {
        const before = process.cpuUsage().user;
        await connection.runAndReadAll(query);
        took.push((process.cpuUsage().user - before) / 1000);
    }
    return median(took);
}

if (what === 'open') {
    const sums = ['id', 'source', 'type', 'subject', 'time', 'data.context.chainId', 'data.context."timestamp"',
        'data.subject.id', 'data.subject.source', 'data.subject.content.name', 'data.subject.content.outcome',
        'data.subject.content.uri'].map(field => `sum(length(${field}))`);
    const read = await connection.runAndReadAll(`select count(*), ${sums.join(', ')} from ${rows}`);
    console.log(String(read.getRows()[0][0]));
} else {
    await connection.run(`create table events as select ${name} as name, type from ${rows}`);
    console.log('names', await milliseconds("select count(*) from events where name like '%unit-te%'"));
    console.log('types', await milliseconds("select count(*) from events where type = 'dev.cdevents.change.created.0.3.0'"));
}
