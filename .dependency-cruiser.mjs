/** Who may import whom; see ARCHITECTURE.md. */
const rooms = {
  text: [],
  content: ['text'],
  understanding: ['text', 'content'],
  dialogue: ['text', 'content', 'understanding/reading.ts'],
  store: ['dialogue'],
  channels: ['text', 'content', 'dialogue', 'understanding/reading.ts', 'http/network.ts'],
  engine: [
    'text',
    'content',
    'dialogue',
    'understanding/reading.ts',
    'store/store.ts',
    'store/store-error.ts',
    'channels/channel.ts',
    'channels/log.ts',
    'channels/sleep.ts',
  ],
  desk: [
    'text',
    'content',
    'dialogue',
    'store/store.ts',
    'store/shelf.ts',
    'store/store-error.ts',
    'channels/web/refusal.ts',
    'channels/web/same-origin.ts',
    'http/network.ts',
    'channels/web/language.ts',
    'channels/web/language-links.ts',
    'channels/web/html.ts',
  ],
  http: [],
};

const escaped = (path) => path.replace('.', '\\.');

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, others]) => ({
      name: `${room}-imports`,
      comment: `${room}/ may import only: ${[room, ...others].join(', ')}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: [room, ...others].map((other) => `^src/${escaped(other)}${other.includes('.') ? '$' : '/'}`),
      },
    })),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-rooms-do-nothing',
      comment: 'text/ and dialogue/ neither read nor write nor ask the machine anything',
      severity: 'error',
      from: { path: '^src/(text|dialogue)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-unlisted',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'npm-dev'] },
    },
    { name: 'nothing-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    exclude: { path: '^src/channels/web/page/' },
  },
};
