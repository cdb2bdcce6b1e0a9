import type { SvgIcon } from '@helsenorge/designsystem-react/components/Icon';
import Body from '@helsenorge/designsystem-react/components/Icons/Body';
import Brain from '@helsenorge/designsystem-react/components/Icons/Brain';
import DigestiveSystem from '@helsenorge/designsystem-react/components/Icons/DigestiveSystem';
import Ear from '@helsenorge/designsystem-react/components/Icons/Ear';
import EarNoseThroat from '@helsenorge/designsystem-react/components/Icons/EarNoseThroat';
import Eye from '@helsenorge/designsystem-react/components/Icons/Eye';
import Heart from '@helsenorge/designsystem-react/components/Icons/Heart';
import Lungs from '@helsenorge/designsystem-react/components/Icons/Lungs';
import MuscleBack from '@helsenorge/designsystem-react/components/Icons/MuscleBack';
import Skin from '@helsenorge/designsystem-react/components/Icons/Skin';
import Toddler from '@helsenorge/designsystem-react/components/Icons/Toddler';
import Tooth from '@helsenorge/designsystem-react/components/Icons/Tooth';

// Decoration only: the complaint's name always stands beside it.
const icons: [RegExp, SvgIcon][] = [
  [/child|infant|baby/, Toddler],
  [/chest|heart|palpit/, Heart],
  [/throat|nose|sinus/, EarNoseThroat],
  [/ear/, Ear],
  [/head|dizz|faint|stroke|confus|seizure/, Brain],
  [/cough|breath|cold|flu/, Lungs],
  [/abdom|belly|stomach|vomit|diarr|stool/, DigestiveSystem],
  [/back/, MuscleBack],
  [/skin|rash|burn|wound|bite/, Skin],
  [/eye/, Eye],
  [/tooth|mouth/, Tooth],
];

export const iconOf = (complaint: string): SvgIcon => icons.find(([pattern]) => pattern.test(complaint))?.[1] ?? Body;
