// What the package of the module holds: node pack.js FOLDER
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { validateManifest } from "@companion-module/base/manifest";
import { build } from "esbuild";

const [, , into] = process.argv;
if (!into) throw new Error("node pack.js FOLDER: say into which folder");
const json = async (path) => JSON.parse(await readFile(path, "utf8"));
const here = await json("package.json");
const manifest = await json("companion/manifest.json");
const base = await json("node_modules/@companion-module/base/package.json");

manifest.version = here.version;
manifest.runtime.apiVersion = base.version;
validateManifest(manifest, false);

await mkdir(join(into, "companion"), { recursive: true });
const { metafile } = await build({
  metafile: true,
  entryPoints: [here.main],
  outfile: join(into, "main.js"),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node22",
  // What is CommonJS inside asks for Node's own modules by require.
  banner: {
    js: 'import { createRequire as rostrumRequire } from "node:module";\nconst require = rostrumRequire(import.meta.url);',
  },
  // Speeds up websockets where it is installed; it is not.
  external: ["bufferutil", "utf-8-validate"],
  legalComments: "inline",
});
// Whose work is inside, and under which licence.
const inside = new Set(
  Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
);
const notices = await Promise.all(
  [...inside].sort().map(async (name) => {
    const folder = join("node_modules", name);
    const { version, license } = await json(join(folder, "package.json"));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    return `${name} ${version}: ${license}\n\n${text}`;
  }),
);
await writeFile(join(into, "LICENSES.txt"), notices.join("\n\n"));
await writeFile(join(into, "companion", "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
await cp("companion/HELP.md", join(into, "companion", "HELP.md"));
const { version, license } = here;
await writeFile(
  join(into, "package.json"),
  `${JSON.stringify({ name: manifest.name, version, license, type: "module" }, null, 2)}\n`,
);

// What Companion will load is loaded once here: a package that cannot be is none.
const { default: Instance, UpgradeScripts } = await import(pathToFileURL(resolve(into, "main.js")).href);
if (typeof Instance !== "function" || !Array.isArray(UpgradeScripts)) throw new Error("main.js exports no connection");
