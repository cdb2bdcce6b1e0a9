import type { SvgIcon } from '@helsenorge/designsystem-react/components/Icon';
import BandAid from '@helsenorge/designsystem-react/components/Icons/BandAid';
import BeerAndPills from '@helsenorge/designsystem-react/components/Icons/BeerAndPills';
import Body from '@helsenorge/designsystem-react/components/Icons/Body';
import Brain from '@helsenorge/designsystem-react/components/Icons/Brain';
import DigestiveSystem from '@helsenorge/designsystem-react/components/Icons/DigestiveSystem';
import Dizzy from '@helsenorge/designsystem-react/components/Icons/Dizzy';
import Ear from '@helsenorge/designsystem-react/components/Icons/Ear';
import EarNoseThroat from '@helsenorge/designsystem-react/components/Icons/EarNoseThroat';
import ElderlyPerson from '@helsenorge/designsystem-react/components/Icons/ElderlyPerson';
import Epilepsy from '@helsenorge/designsystem-react/components/Icons/Epilepsy';
import Eye from '@helsenorge/designsystem-react/components/Icons/Eye';
import Female from '@helsenorge/designsystem-react/components/Icons/Female';
import HealthMeasurements from '@helsenorge/designsystem-react/components/Icons/HealthMeasurements';
import Heart from '@helsenorge/designsystem-react/components/Icons/Heart';
import HelpSign from '@helsenorge/designsystem-react/components/Icons/HelpSign';
import JointPain from '@helsenorge/designsystem-react/components/Icons/JointPain';
import Kidney from '@helsenorge/designsystem-react/components/Icons/Kidney';
import Lungs from '@helsenorge/designsystem-react/components/Icons/Lungs';
import MaleGenitalia from '@helsenorge/designsystem-react/components/Icons/MaleGenitalia';
import MentalHealthAdult from '@helsenorge/designsystem-react/components/Icons/MentalHealthAdult';
import MotherHoldingBaby from '@helsenorge/designsystem-react/components/Icons/MotherHoldingBaby';
import MuscleBack from '@helsenorge/designsystem-react/components/Icons/MuscleBack';
import MuscleLeg from '@helsenorge/designsystem-react/components/Icons/MuscleLeg';
import PersonWithBrokenArm from '@helsenorge/designsystem-react/components/Icons/PersonWithBrokenArm';
import PoisonInformation from '@helsenorge/designsystem-react/components/Icons/PoisonInformation';
import Pregnant from '@helsenorge/designsystem-react/components/Icons/Pregnant';
import Skin from '@helsenorge/designsystem-react/components/Icons/Skin';
import Toddler from '@helsenorge/designsystem-react/components/Icons/Toddler';
import Tooth from '@helsenorge/designsystem-react/components/Icons/Tooth';

// Decoration only: the complaint's name always stands beside it. The first pattern that fits is taken.
const icons: [RegExp, SvgIcon][] = [
  [/something-else/, HelpSign],
  [/child|infant|baby/, Toddler],
  [/after-birth/, MotherHoldingBaby],
  [/pregnan/, Pregnant],
  [/chest|heart|palpit/, Heart],
  [/ear-pain|hearing/, Ear],
  [/throat|nose|sinus/, EarNoseThroat],
  [/dizz|faint/, Dizzy],
  [/seizure/, Epilepsy],
  [/frail/, ElderlyPerson],
  [/head|stroke|confus|weakness/, Brain],
  [/cough|breath|cold|flu/, Lungs],
  [/abdom|belly|stomach|vomit|diarr|stool/, DigestiveSystem],
  [/urinary|flank|kidney/, Kidney],
  [/gynae/, Female],
  [/testic/, MaleGenitalia],
  [/back/, MuscleBack],
  [/leg/, MuscleLeg],
  [/limb/, PersonWithBrokenArm],
  [/joint/, JointPain],
  [/wound/, BandAid],
  [/skin|rash|burn|bite|allerg/, Skin],
  [/eye/, Eye],
  [/tooth|mouth/, Tooth],
  [/mental/, MentalHealthAdult],
  [/intoxication/, BeerAndPills],
  [/poison/, PoisonInformation],
  [/diabetes|fever/, HealthMeasurements],
];

export const iconOf = (complaint: string): SvgIcon => icons.find(([pattern]) => pattern.test(complaint))?.[1] ?? Body;
