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
export type FitIn = Schemas['FitIn'];
export type FitProgress = Schemas['FitProgress'];
export type SubspaceOut = Schemas['SubspaceOut'];
export type SpectrumOut = Schemas['SpectrumOut'];
export type CosinesOut = Schemas['CosinesOut'];
export type HitsOut = Schemas['HitsOut'];
export type ClassesOut = Schemas['ClassesOut'];
export type Neighbor = Schemas['Neighbor'];
export type NeighborsOut = Schemas['NeighborsOut'];
export type PairOut = Schemas['PairOut'];
export type DirectionIn = Schemas['DirectionIn'];
export type DirectionOut = Schemas['DirectionOut'];
export type DirectionInBasis = Schemas['DirectionInBasis'];
export type SumsOut = Schemas['SumsOut'];
export type TokenClass = Schemas['TokenClass'];
export type ColorBy = Schemas['ColorBy'];
export type Match = Schemas['Match'];
export type Metric = Schemas['Metric'];
export type Stage = Schemas['Stage'];
export type Side = Schemas['Side'];

/** The wire allows fields with defaults to be left out; inside the page every field is there. */
type Whole<T> = T extends object ? { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> } : T;

export type ViewState = Whole<Schemas['ViewState']>;
export type ResidualsState = Whole<Schemas['ResidualsState']>;
export type Axes = ViewState['axes'];
/** A component of the basis, counted from 1, or a direction by its name. */
export type Axis = Axes['x'];
export type Show = ViewState['show'];
export type Color = ViewState['color'];
export type Point = NonNullable<ViewState['focus']>;
export type Selection = NonNullable<ViewState['selection']>;
export type Camera = ViewState['camera'];
export type Vector3 = Camera['eye'];
export type Theme = ViewState['theme'];
export type Aspect = ViewState['aspect'];
