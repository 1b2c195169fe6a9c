// oxlint plugin: what stands under decide/ is a pure function of its arguments. Imports are restricted in .oxlintrc.json;
// this rule refuses what needs no import: async code, the clock, randomness, the environment.
const clockAndChance = new Map([
  ['Date.now', 'take `now` as an argument'],
  ['Math.random', 'take the random source as an argument'],
  ['performance.now', 'take `now` as an argument'],
  ['crypto.randomUUID', 'derive the id from its cause'],
  ['process.env', 'take the setting as an argument'],
]);

function report(context, node, what, mend) {
  context.report({ node, message: `${what} in decide/: a rule is a pure function; ${mend}.` });
}

const pure = {
  create(context) {
    const asynchronous = (node) => {
      if (node.async) report(context, node, 'async code', 'gather in perform/ first');
    };
    return {
      FunctionDeclaration: asynchronous,
      FunctionExpression: asynchronous,
      ArrowFunctionExpression: asynchronous,
      AwaitExpression: (node) => report(context, node, 'await', 'gather in perform/ first'),
      NewExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
          report(context, node, 'new Date()', 'take `now` as an argument');
        }
        if (node.callee.type === 'Identifier' && node.callee.name === 'Promise') report(context, node, 'new Promise', 'gather in perform/ first');
      },
      MemberExpression(node) {
        if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
        const name = `${node.object.name}.${node.property.name}`;
        const mend = clockAndChance.get(name);
        if (mend) report(context, node, name, mend);
      },
    };
  },
};

export default { meta: { name: 'deskhand' }, rules: { pure } };
