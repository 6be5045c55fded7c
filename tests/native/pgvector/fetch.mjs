// Fetches PostgreSQL with pgvector for tests, as a program of Node.js: node fetch.mjs <target folder>
// npm checks the packages against the integrity in package-lock.json. The folder appears in one rename, so any number of builds may run this at once.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [target] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));

mkdirSync(dirname(target), { recursive: true });
const work = mkdtempSync(join(dirname(target), 'fetch-'));
try {
  for (const file of ['package.json', 'package-lock.json', 'serve.mjs']) copyFileSync(join(here, file), join(work, file));
  // The socket's package names other extensions as peers, which no test needs.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: work, encoding: 'utf8', shell: process.platform === 'win32' });
  if (npm.status !== 0 || !existsSync(join(work, 'node_modules', '@electric-sql', 'pglite-socket'))) {
    process.stderr.write(`${npm.error?.message ?? ''}${npm.stdout ?? ''}${npm.stderr ?? ''}\n`);
    process.exitCode = 1;
  } else {
    rmSync(target, { recursive: true, force: true });
    try {
      renameSync(work, target);
    } catch (error) {
      // Another build was first.
      if (!existsSync(join(target, 'serve.mjs'))) throw error;
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
