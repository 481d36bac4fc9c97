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

export type PersonOut = Schemas['PersonOut'];
export type NewPersonOut = Schemas['NewPersonOut'];
export type MeOut = Schemas['MeOut'];
export type DescriptionOut = Schemas['DescriptionOut'];
export type SavedOut = Schemas['SavedOut'];
export type SavedWholeOut = Schemas['SavedWholeOut'];
export type SavedListOut = Schemas['SavedListOut'];
export type SaveIn = Schemas['SaveIn'];
export type DirectionNeighborsOut = Schemas['DirectionNeighborsOut'];
export type TokenNeighbor = Schemas['TokenNeighbor'];
export type InterventionIn = Schemas['InterventionIn'];
export type InterventionOut = Schemas['InterventionOut'];
export type Edit = InterventionIn['edits'][number];
export type AtPosition = Schemas['AtPosition'];
export type Guess = Schemas['Guess'];
export type Example = Schemas['Example'];
export type ExamplesOut = Schemas['ExamplesOut'];
export type LensOut = Schemas['LensOut'];
export type LensCell = Schemas['LensCell'];

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

export type Direction = ResidualsState['direction'];
/** A component and how much of it is in a mix. */
export type Weight = Schemas['Weight'];
export type TokenOf = Schemas['TokenOf'];
export type ResidualAxes = ResidualsState['axes'];
export type ResidualStage = Schemas['ResidualStage'];
export type ResidualSide = Schemas['ResidualSide'];
export type ResidualColor = Schemas['ResidualColor'];
export type Reading = Schemas['Reading'];
export type Part = Schemas['Part'];
export type CaptureOut = Schemas['CaptureOut'];
export type CaptureWholeOut = Schemas['CaptureWholeOut'];
export type SiteOut = Schemas['SiteOut'];
export type DepthStop = Schemas['DepthStop'];
export type DepthOut = Schemas['DepthOut'];
export type SiteBasisOut = Schemas['SiteBasisOut'];
export type ShownOut = Schemas['ShownOut'];
export type PromptSetOut = Schemas['PromptSetOut'];
export type OwnPromptOut = Schemas['OwnPromptOut'];
export type TokenizedOut = Schemas['TokenizedOut'];
export type RunOut = Schemas['RunOut'];
export type WorkersOut = Schemas['WorkersOut'];
export type AtSiteOut = Schemas['AtSiteOut'];
export type DirectionSource = Schemas['SaveIn']['source'];
