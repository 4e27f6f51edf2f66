// The palette for eyes that see two or no colours of light where others see three:
// what a colour says is to be told from what its neighbours say, though a shape and a
// word always say it too. Eyes are simulated by the matrices of Machado, Oliveira and
// Fernandes 2009 at full severity; differences are CIEDE2000.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  filterGrayscale,
  parse,
  wcagContrast,
} from "culori";

// About 1 is the least that is seen side by side, in rest; this is for a glance.
const TOLD_APART = 10;
// WCAG 2.2, 1.4.3: of text; the large digits would need less.
const READABLE = 4.5;

const difference = differenceCiede2000();
const eyes = {
  common: parse,
  "without red": filterDeficiencyProt(1),
  "without green": filterDeficiencyDeuter(1),
  "without blue": filterDeficiencyTrit(1),
};
const greyEyes = { ...eyes, "without any": filterGrayscale(1) };

/**
 * The named colours of a style sheet's first rule.
 * @param {string} sheet
 * @returns {Record<string, string>}
 */
function named(sheet) {
  const css = readFileSync(new URL(`../../display/web/static/${sheet}.css`, import.meta.url), "utf8");
  const rule = css.slice(css.indexOf("{"), css.indexOf("}"));
  return Object.fromEntries([...rule.matchAll(/--([a-z-]+): (#[0-9a-f]+);/g)].map(([, name, hex]) => [name, hex]));
}

const base = named("kit/palette");
const palettes = {
  default: base,
  contrast: { ...base, ...named("kit/theme-contrast") },
  hourglass: { ...base, ...named("gallery/theme-hourglass") },
};

// Colours that stand for different things in one place. In high contrast no colour
// says anything.
const neighbours = {
  "the digits and their phase": ["ink", "sky", "amber", "ember"],
  "the collar light and the late phases": ["red", "amber", "ember"],
  "what is well and what is not": ["well", "amber"],
};

test("the sheets have the colours that are asked for here", () => {
  for (const name of Object.values(neighbours).flat()) assert.ok(base[name], name);
  assert.notDeepEqual(palettes.contrast, base);
  assert.notDeepEqual(palettes.hourglass, base);
});

for (const [theme, palette] of Object.entries(palettes)) {
  for (const [eye, see] of Object.entries(greyEyes)) {
    test(`${theme}: text is readable to eyes ${eye}`, () => {
      for (const ground of ["night", "deep", "panel", "raised"]) {
        for (const ink of ["ink", "ink-soft", "ink-quiet", "sand", "sky", "amber", "ember", "well"]) {
          const contrast = wcagContrast(see(palette[ink]), see(palette[ground]));
          assert.ok(contrast >= READABLE, `${ink} on ${ground}: ${contrast.toFixed(2)}`);
        }
      }
    });
  }
  if (theme === "contrast") continue;
  for (const [eye, see] of Object.entries(eyes)) {
    for (const [what, names] of Object.entries(neighbours)) {
      test(`${theme}: ${what} are told apart by eyes ${eye}`, () => {
        for (const [i, one] of names.entries()) {
          for (const other of names.slice(i + 1)) {
            const apart = difference(see(palette[one]), see(palette[other]));
            assert.ok(apart >= TOLD_APART, `${one} and ${other}: ${apart.toFixed(1)}`);
          }
        }
      });
    }
  }
}
