// Fetches ClickHouse's library for tests: node fetch.mjs <target folder>
// npm checks the package against the integrity in package-lock.json. The library appears in the target folder in one rename,
// so any number of builds may run this at once.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [target] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));

mkdirSync(target, { recursive: true });
const work = mkdtempSync(join(target, 'fetch-'));
try {
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(work, file));
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: work, encoding: 'utf8' });
  const fetched = join(work, 'node_modules', '@chdb', 'lib-linux-x64-gnu', 'libchdb.so');
  if (npm.status !== 0 || !existsSync(fetched)) {
    process.stderr.write(`${npm.error?.message ?? ''}${npm.stdout ?? ''}${npm.stderr ?? ''}\n`);
    process.exitCode = 1;
  } else {
    const now = new Date();
    utimesSync(fetched, now, now);
    renameSync(fetched, join(target, 'libchdb.so'));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
