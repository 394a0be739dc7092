import { Command, InvalidArgumentError, Option } from 'commander';
import { ContentError, openContent, openRecogniserFor } from './app/content/open-content.ts';
import { loadDotEnv, readEnvironment } from './app/environment.ts';
import { home } from './app/paths.ts';
import type { InviteOptions } from './cli/invite.ts';
import type { NewPurchaser, OnePurchaser } from './cli/purchaser.ts';
import { type ReportOptions, reportCommand } from './cli/reports/report-command.ts';
import { exceptions } from './content/schema/purchaser-exceptions.ts';
import { withPublicIntents } from './understanding/public-intents.ts';

const write = (text: string): void => {
  process.stdout.write(text);
};

const warn = ({ message }: { readonly message: string }): void => {
  process.stderr.write(`${message}\n`);
};

const content = new Option(
  '--content <folder>',
  'folder with data/, intents/ and locales/ in place of the built-in ones',
);
const countOf = (written: string): number => {
  const count = Number(written);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('must be a whole number from 1.');
  return count;
};

const data = new Option('--data <folder>', 'where state is kept, in place of STORE_URL');

/** The content folder to use: the one named, else the one in the settings, else the repository's. */
const contentFolder = (named: string | undefined): string => named ?? readEnvironment(process.env).CONTENT_DIR ?? home;

/** The recogniser as the outside knows it: it names intents of the public catalogue alone. */
const recogniserFor = async (folder: string | undefined) => {
  const content = await openContent(contentFolder(folder));
  return withPublicIntents(await openRecogniserFor(content, warn), content.intents);
};

const program = new Command('ruzhu')
  .description('入驻助手 / Ruzhu: takes suppliers through joining 1688')
  .showHelpAfterError();

program
  .command('chat')
  .description('talk in the terminal')
  .option('--json', 'one JSON line in, one out')
  .option('--now <instant>', 'time stands still at this ISO 8601 instant until it is told to move')
  .option('--user <id>', 'who speaks when a line does not say', 'u1')
  .addOption(content)
  .addOption(data)
  .action(async (options: { json?: true; now?: string; user: string; content?: string; data?: string }) => {
    // Modules are read by another thread while this one reads the content: the first reply comes sooner.
    const content = openContent(contentFolder(options.content));
    // What is wrong with it is told where it is awaited, below; until then it must not count as unhandled.
    content.catch(() => {});
    const { openChat } = await import('./cli/chat/open-chat.ts');
    await openChat({ ...options, content });
  });

program
  .command('understand')
  .description('read one text a line on stdin, print one JSON line each')
  .addOption(content)
  .action(async (options: { content?: string }) => {
    const { runUnderstand } = await import('./cli/understand.ts');
    await runUnderstand(await recogniserFor(options.content), process.stdin, process.stdout);
  });

program
  .command('evaluate')
  .description('score labelled files')
  .argument('<files...>')
  .option('--json', 'print the figures as JSON')
  .addOption(content)
  .action(async (files: string[], options: { json?: true; content?: string }) => {
    const { runEvaluate } = await import('./cli/evaluate.ts');
    process.exitCode = await runEvaluate(
      await recogniserFor(options.content),
      files,
      { json: options.json ?? false },
      write,
    );
  });

program
  .command('check')
  .description('check journeys, intents, locales and calendar')
  .addOption(content)
  .action(async (options: { content?: string }) => {
    const { runCheck } = await import('./cli/check.ts');
    process.exitCode = await runCheck(contentFolder(options.content), write);
  });

program
  .command('train')
  .description('train the recogniser for the content, so that the next start is quick')
  .addOption(content)
  .action(async (options: { content?: string }) => {
    await recogniserFor(options.content);
  });

program
  .command('unanswered')
  .description('what was not understood, grouped by likeness, the newest first')
  .addOption(data)
  .option('--json', 'print the groups as JSON lines')
  .action(async (options: { data?: string; json?: true }) => {
    const { runUnanswered } = await import('./cli/reports/unanswered.ts');
    await runUnanswered(options, write);
  });

program
  .command('attention')
  .description('who asked for a person, waits too long or was not reached, and what to do about it')
  .addOption(data)
  .option('--json', 'print a person a line as JSON')
  .action(async (options: { data?: string; json?: true }) => {
    const { runAttention } = await import('./cli/reports/attention.ts');
    await runAttention(options, write);
  });

program
  .command('export')
  .description('all of the state, or one person’s, as JSON lines')
  .addOption(data)
  .option('--user <id>', 'one person only')
  .action(async (options: { data?: string; user?: string }) => {
    const { runExport } = await import('./cli/reports/export.ts');
    process.exitCode = await runExport(options, write, warn);
  });

program
  .command('import')
  .description('take in what export wrote, from stdin')
  .addOption(data)
  .option('--replace', 'also where the person is stored already in another state')
  .action(async (options: { data?: string; replace?: true }) => {
    const { runImport } = await import('./cli/import.ts');
    process.exitCode = await runImport(options, process.stdin, warn);
  });

program
  .command('backup')
  .description('a consistent copy of the state, beside a running server too')
  .argument('<folder>', 'where copies are kept')
  .addOption(new Option('--keep <count>', 'how many copies stay').argParser(countOf))
  .addOption(data)
  .action(async (folder: string, options: { data?: string; keep?: number }) => {
    const { runBackup } = await import('./cli/backup.ts');
    await runBackup(folder, options, Date.now(), write);
  });

program
  .command('restore')
  .description('put a copy back; the server must not run')
  .argument('<file>', 'what backup wrote')
  .addOption(data)
  .action(async (file: string, options: { data?: string }) => {
    const { runRestore } = await import('./cli/restore.ts');
    runRestore(file, options.data, Date.now(), write);
  });

program
  .command('check-store')
  .description('read everything and name what is damaged')
  .option('--repair', 'save what can be read into a new file; the damaged one is kept')
  .addOption(data)
  .action(async (options: { data?: string; repair?: true }) => {
    const { runCheckStore } = await import('./cli/check-store.ts');
    process.exitCode = await runCheckStore(options, Date.now(), write);
  });

const purchaser = program.command('purchaser').description('name purchasers, list them, take them away');
const one = new Option('--purchaser <id>', 'as “list” shows it').makeOptionMandatory();
const json = new Option('--json', 'print JSON lines');
const streams = { write, warn: (text: string) => warn({ message: text.trimEnd() }) };
const purchaserParts = (options: { content?: string }) => ({
  write,
  content: () => openContent(contentFolder(options.content)),
  now: Date.now(),
});

purchaser
  .command('add')
  .description('name a purchaser; prints its id and a one-time claim code')
  .requiredOption('--company <name>', 'the company, as suppliers know it')
  .requiredOption('--account <name>', 'its 1688 main account')
  .option('--credit <yuan>', 'credit in yuan', '5000000')
  .option('--days <days>', 'settlement days', '30')
  .addOption(
    new Option('--accept <exceptions...>', 'exceptions that are accepted').choices([...exceptions]).default([]),
  )
  .addOption(json)
  .addOption(content)
  .addOption(data)
  .action(async (options: NewPurchaser & { content?: string }) => {
    const { runPurchaserAdd } = await import('./cli/purchaser.ts');
    process.exitCode = await reportCommand(options, streams, () => runPurchaserAdd(options, purchaserParts(options)));
  });

purchaser
  .command('claim')
  .description('another one-time claim code of a purchaser')
  .addOption(one)
  .addOption(json)
  .addOption(content)
  .addOption(data)
  .action(async (options: OnePurchaser & { content?: string }) => {
    const { runPurchaserClaim } = await import('./cli/purchaser.ts');
    process.exitCode = await reportCommand(options, streams, () => runPurchaserClaim(options, purchaserParts(options)));
  });

purchaser
  .command('list')
  .description('every purchaser, a line each')
  .addOption(json)
  .addOption(data)
  .action(async (options: ReportOptions) => {
    const { runPurchaserList } = await import('./cli/purchaser.ts');
    process.exitCode = await reportCommand(options, streams, () => runPurchaserList(options, purchaserParts({})));
  });

purchaser
  .command('remove')
  .description('take a purchaser away: its codes are void, its people and suppliers are told')
  .addOption(one)
  .addOption(json)
  .addOption(data)
  .action(async (options: OnePurchaser) => {
    const { runPurchaserRemove } = await import('./cli/purchaser.ts');
    process.exitCode = await reportCommand(options, streams, () => runPurchaserRemove(options, purchaserParts({})));
  });

program
  .command('invite')
  .description('invite suppliers of a purchaser: one company, a file of companies, or whoever opens the link')
  .addOption(one)
  .addOption(new Option('--company <name>', 'the supplier it is meant for').conflicts('file'))
  .option('--file <file>', 'a file with a company a line; the same file again prints the same codes')
  .addOption(json)
  .addOption(content)
  .addOption(data)
  .action(async (options: InviteOptions & { content?: string }) => {
    const { runInvite } = await import('./cli/invite.ts');
    process.exitCode = await reportCommand(options, streams, () => runInvite(options, purchaserParts(options)));
  });

loadDotEnv();
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const known = error instanceof ContentError || 'code' in error;
  process.stderr.write(`${known ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
