// PostgreSQL with pgvector in memory, on a free port of the loopback interface, which it prints: node serve.mjs
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const db = await PGlite.create({ extensions: { vector } });
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 20 });
server.addEventListener('listening', (event) => console.log(`port=${event.detail.port}`));
await server.start();
