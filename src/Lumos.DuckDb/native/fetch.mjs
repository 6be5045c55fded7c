// Fetches DuckDB's native library for one platform: node fetch.mjs <npm os> <npm cpu> <npm libc or -> <library file> <target folder>
// npm checks the package against the integrity in package-lock.json. The library appears in the target folder in one rename,
// so any number of builds may run this at once.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [os, cpu, libc, library, target] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const name = `@duckdb/node-bindings-${os}-${cpu}${libc === 'musl' ? '-musl' : ''}`;

mkdirSync(target, { recursive: true });
const work = mkdtempSync(join(target, 'fetch-'));
try {
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(work, file));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `--os=${os}`, `--cpu=${cpu}`];
  if (libc !== '-') args.push(`--libc=${libc}`);
  const npm = spawnSync('npm', args, { cwd: work, encoding: 'utf8', shell: process.platform === 'win32' });
  const fetched = join(work, 'node_modules', ...name.split('/'), library);
  if (npm.status !== 0 || !existsSync(fetched)) {
    // npm passes over an optional package that cannot be had, so the file is the only proof.
    process.stderr.write(`${npm.error?.message ?? ''}${npm.stdout ?? ''}${npm.stderr ?? ''}\n`);
    process.exitCode = 1;
  } else {
    const now = new Date();
    utimesSync(fetched, now, now);
    const licence = join(dirname(fetched), 'LICENSE');
    if (existsSync(licence)) copyFileSync(licence, join(target, 'LICENSE.duckdb.txt'));
    renameSync(fetched, join(target, library));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
