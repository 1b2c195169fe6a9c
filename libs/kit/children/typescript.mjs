// Lets a child process of a spec run the package's TypeScript as it stands: `node --import ./typescript.mjs child.ts`.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';
import { __decorate, __param } from 'tslib';

globalThis.babelHelpers = { decorate: __decorate, decorateParam: __param };

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const file = fileURLToPath(url);
    const { code } = transformSync(file, readFileSync(file, 'utf8'), { decorator: { legacy: true }, helpers: { mode: 'External' } });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
