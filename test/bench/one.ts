import { benches } from './benches.ts';

/** Runs the benchmark named on the command line and sends its figures to the process that started this one. */
const name = process.argv[2] ?? '';
const bench = benches.get(name);
if (bench === undefined || process.send === undefined) throw new Error(`No benchmark "${name}", or nobody to send to.`);
process.send(await bench(), () => process.exit());
