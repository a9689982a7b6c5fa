// What a user of an npm package can import, as the TypeScript compiler sees it.
//
// node surface.js ROOT SPECIFIER...   (ROOT holds node_modules; `typescript` is found through NODE_PATH)
// Prints {"names": {symbol: [kind, note|null, since, replacement]}, "open": [symbol], "missing": [[package, specifier]]}.
// A note is what `@deprecated` says, where every declaration of the symbol carries it: a tag on one overload is not
// about the symbol. "open" are symbols with members out of sight (a base class from a package that is not there).
"use strict";
const ts = require("typescript");
const fs = require("fs");
const path = require("path");

const [root, ...specifiers] = process.argv.slice(2);
const home = path.join(root, "node_modules") + path.sep;
const options = {
  noLib: true,
  skipLibCheck: true,
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  esModuleInterop: true,
  allowSyntheticDefaultImports: true,
  jsx: ts.JsxEmit.Preserve,
};
const entry = path.join(root, "entry.ts");
fs.writeFileSync(entry, specifiers.map((name, i) => `import * as m${i} from ${JSON.stringify(name)};`).join("\n"));
const host = ts.createCompilerHost(options);
const resolved = new Map();
const files = specifiers.map((name) => resolve(name, entry)).filter(Boolean);
const program = ts.createProgram([entry, ...files], options, host);
const checker = program.getTypeChecker();

const names = {};
const open = new Set();
const MAX_MEMBERS = 400;

function resolve(name, from) {
  const key = name + "\0" + path.dirname(from);
  if (!resolved.has(key)) {
    resolved.set(key, ts.resolveModuleName(name, from, options, host).resolvedModule?.resolvedFileName);
  }
  return resolved.get(key);
}

function text(tag) {
  return (ts.getTextOfJSDocComment(tag.comment) || "").replace(/\s+/g, " ").slice(0, 400);
}

function deprecation(symbol) {
  const declarations = (symbol.declarations || []).filter(
    (node) => !(ts.isFunctionDeclaration(node) && node.body) && !ts.isSourceFile(node),
  );
  const tags = declarations.map((node) => ts.getJSDocDeprecatedTag(node));
  return tags.length && tags.every(Boolean) ? text(tags[0]) : null;
}

function note(symbol, target) {
  const own = symbol !== target ? deprecation(symbol) : null;
  return own !== null ? own : deprecation(target);
}

function aliased(symbol) {
  if (!(symbol.flags & ts.SymbolFlags.Alias)) return symbol;
  const target = checker.getAliasedSymbol(symbol);
  return target && target.escapedName !== "unknown" ? target : null;
}

function ours(symbol) {
  return (symbol.declarations || []).some((node) => node.getSourceFile().fileName.startsWith(home));
}

function kindOf(flags) {
  const F = ts.SymbolFlags;
  if (flags & F.Class) return "class";
  if (flags & F.Function) return "function";
  if (flags & F.Enum) return "enum";
  if (flags & F.Variable) return "value";
  if (flags & F.Interface) return "interface";
  if (flags & F.TypeAlias) return "type";
  if (flags & F.Module) return "namespace";
  return "value";
}

function isPrivate(symbol) {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (symbol.declarations || []).some((node) => ts.getCombinedModifierFlags(node) & hidden);
}

function isError(type) {
  return Boolean(type.flags & ts.TypeFlags.Any);
}

// Bases that belong to the platform: they are not there either, and do not take members from a library.
const PLATFORM = /(?:^|\.)(?:EventEmitter|Error|TypeError|Array|Map|Set|Promise|Readable|Writable|Duplex|Transform|Server|Agent)$/;

// A class or interface whose base cannot be resolved, or that takes any key, may have members we do not see.
function isOpen(symbol) {
  for (const node of symbol.declarations || []) {
    for (const clause of node.heritageClauses || []) {
      if (clause.token !== ts.SyntaxKind.ExtendsKeyword) continue;
      for (const base of clause.types) {
        if (!PLATFORM.test(base.expression.getText()) && isError(checker.getTypeAtLocation(base))) return true;
      }
    }
  }
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  return checker.getIndexInfosOfType(type).length > 0;
}

function put(name, kind, said) {
  if (!(name in names) || said === null) names[name] = [kind, said, "", ""];
}

// A member that comes from another exported type is told there: here it only counts as present. A class tells what it
// takes from an interface itself: users write `Component`, not `ComponentLifecycle`.
function members(name, owner, properties) {
  for (const property of properties.slice(0, MAX_MEMBERS)) {
    const key = String(property.name);
    if (/^[A-Za-z_$][\w$]*$/.test(key) && ours(property) && key !== "prototype" && !isPrivate(property)) {
      const from = property.parent;
      const mixin = owner && owner.flags & ts.SymbolFlags.Class && from && !(from.flags & ts.SymbolFlags.Class);
      if (from && from !== owner && exportedNames.has(from.name) && !mixin) names[`${name}.${key}`] ??= ["maybe", null, "", ""];
      else put(`${name}.${key}`, "member", deprecation(property));
    }
  }
  if (properties.length > MAX_MEMBERS) open.add(name);
}

function add(name, symbol, stack) {
  const target = aliased(symbol);
  if (!target) {
    // Re-exported from a package that is not there: it exists, and that is all we know.
    put(name, "value", deprecation(symbol));
    open.add(name);
    return;
  }
  put(name, kindOf(target.flags), note(symbol, target));
  if (stack.includes(target) || stack.length > 3) return;
  const F = ts.SymbolFlags;
  if (target.flags & (F.Class | F.Interface)) {
    members(name, target, checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(target)));
    if (isOpen(target)) open.add(name);
  } else if (target.flags & F.TypeAlias && !(target.flags & F.Variable)) {
    // A union, a mapped or a conditional type: its members depend on what it is given.
    if (!target.declarations.some((node) => node.type && ts.isTypeLiteralNode(node.type))) open.add(name);
    else members(name, target, checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(target)));
  }
  // What stood as an enum is often a constant and a type of the same name now: graphql 17, Kind.
  if (target.flags & F.Variable && target.valueDeclaration) {
    const type = checker.getTypeOfSymbolAtLocation(target, target.valueDeclaration);
    if (isError(type)) open.add(name);
    else if (type.flags & ts.TypeFlags.Object) members(name, null, checker.getPropertiesOfType(type));
  }
  if (target.flags & (F.Module | F.Enum | F.Class)) {
    const inner = target.flags & F.Module ? checker.getExportsOfModule(target) : [...target.exports.values()];
    for (const one of inner) {
      const key = String(one.name);
      if (/^[A-Za-z_$][\w$]*$/.test(key) && key !== "prototype" && !isPrivate(one)) {
        add(`${name}.${key}`, one, [...stack, target]);
      }
    }
    if (target.flags & F.Module) stars(name, target);
  }
}

// `export * from "x"` of a package that is not there: more names than we see.
function stars(name, module) {
  for (const file of module.declarations || []) {
    if (!ts.isSourceFile(file)) continue;
    for (const node of file.statements) {
      if (ts.isExportDeclaration(node) && !node.exportClause && node.moduleSpecifier) {
        const inner = checker.getSymbolAtLocation(node.moduleSpecifier);
        if (inner) stars(name, inner);
        else open.add(name);
      }
    }
  }
}

const exportedNames = new Set();
const source = program.getSourceFile(entry);
const ambient = new Map(checker.getAmbientModules().map((symbol) => [symbol.name.replace(/"/g, ""), symbol]));
const modules = source.statements.map(
  (node, index) => ambient.get(specifiers[index]) || checker.getSymbolAtLocation(node.moduleSpecifier),
);
for (const module of modules) {
  for (const symbol of module ? checker.getExportsAndPropertiesOfModule(module) : []) exportedNames.add(String(symbol.name));
}
modules.forEach((module, index) => {
  const name = specifiers[index];
  if (!module) return;
  put(name, "module", deprecation(module));
  stars(name, module);
  for (const symbol of checker.getExportsAndPropertiesOfModule(module)) {
    const key = String(symbol.name);
    if (key !== "export=" && key !== "prototype" && /^[A-Za-z_$][\w$]*$/.test(key)) add(`${name}.${key}`, symbol, [module]);
  }
});

// A package that is not there matters where its names are exported again or are a base: those it is worth fetching.
function passedOn(node, text) {
  if (ts.isExportDeclaration(node)) return true;
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const locals = [clause?.name, ...(bindings?.elements || []).map((one) => one.name), bindings?.name].filter(Boolean);
  return locals.some((one) =>
    new RegExp(`(?:extends\\s[^{]*|export\\s*\\{[^}]*|export\\s*=\\s*|export default\\s+)\\b${one.text.replace(/\$/g, "\\$")}\\b`).test(text),
  );
}
const missing = new Map();
for (const file of program.getSourceFiles()) {
  if (!file.fileName.startsWith(home)) continue;
  const owner = file.fileName.slice(home.length).match(/^(@[^/]+\/)?[^/]+/)[0];
  for (const node of file.statements) {
    if (!node.moduleSpecifier || !(ts.isImportDeclaration(node) || ts.isExportDeclaration(node))) continue;
    const wanted = node.moduleSpecifier.text;
    if (wanted.startsWith(".") || resolve(wanted, file.fileName) || !passedOn(node, file.text)) continue;
    missing.set(owner + "\0" + wanted, [owner, wanted]);
  }
}
process.stdout.write(JSON.stringify({ names, open: [...open], missing: [...missing.values()] }));
