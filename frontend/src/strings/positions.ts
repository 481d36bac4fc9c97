/** Which points are drawn as positions. */

export const POSITIONS = {
  label: 'Drawn as positions',
  own: (table: boolean) =>
    table ? 'The model’s own table' : 'Nothing: it has no table of its own',
  means: (prompts: string) => `Mean residuals over ${prompts}`,
  site: (site: string, prompts: string) => `${site} · ${prompts}`,
  what: (site: string, prompts: string, n: string | undefined) =>
    `The mean residual at each position, at ${site}, over ${n === undefined ? 'the prompts' : `${n} prompts`} of ${prompts}: what position alone puts there, with whatever these prompts have in common.`,
  said: (name: string) => `Drawn as positions: ${name}.`,
} as const;
