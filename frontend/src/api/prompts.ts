/** Prompts of one's own, and having prompts captured. */
import { patchJson, paths, postJson, remove } from './client';
import type { OwnPromptOut, Part, PromptSetOut, RunOut } from './types';

export interface NewPrompt {
  text: string;
  bos: boolean;
  public: boolean;
}

export const addPrompt = (model: string, prompt: NewPrompt) =>
  postJson<OwnPromptOut>(paths.prompts(model), prompt);

export const publishPrompt = (model: string, name: string, to: boolean) =>
  patchJson<PromptSetOut>(paths.prompt(model, name), { public: to });

export const deletePrompt = (model: string, name: string) => remove(paths.prompt(model, name));

/** Asked again, the same run. */
export const capturePrompts = (model: string, promptSet: string, parts?: readonly Part[]) =>
  postJson<RunOut>(paths.captures(model), { prompt_set: promptSet, parts });
