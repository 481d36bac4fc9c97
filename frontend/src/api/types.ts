/** Short names for the generated wire types. Nothing here is written by hand twice. */
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type ModelOut = Schemas['ModelOut'];
export type ModelsOut = Schemas['ModelsOut'];
export type BasisOut = Schemas['BasisOut'];
export type BasesOut = Schemas['BasesOut'];
export type PermalinkIn = Schemas['PermalinkIn'];
export type PermalinkOut = Schemas['PermalinkOut'];
export type Problem = Schemas['Problem'];
export type NearEqual = Schemas['NearEqual'];
export type PointSetOut = Schemas['PointSetOut'];

/** The wire allows fields with defaults to be left out; inside the page every field is there. */
type Whole<T> = T extends object ? { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> } : T;

export type ViewState = Whole<PermalinkIn['state']>;
export type Axes = ViewState['axes'];
export type Show = ViewState['show'];
export type Camera = ViewState['camera'];
export type Vector3 = Camera['eye'];
export type Theme = ViewState['theme'];
export type Aspect = ViewState['aspect'];
