import type { SvgIcon } from '@helsenorge/designsystem-react/components/Icon';
import AlarmClock from '@helsenorge/designsystem-react/components/Icons/AlarmClock';
import EmergencyCall from '@helsenorge/designsystem-react/components/Icons/EmergencyCall';
import Home from '@helsenorge/designsystem-react/components/Icons/Home';
import MaleDoctor from '@helsenorge/designsystem-react/components/Icons/MaleDoctor';
import type { Level } from '@shared/assessment/read';

// A level is told by word, icon and place on the scale; colour only helps.
export const levelIcon: Record<Level, SvgIcon> = { emergency: EmergencyCall, urgent: AlarmClock, routine: MaleDoctor, selfcare: Home };

export const levelPhone: Partial<Record<Level, string>> = { emergency: '113', urgent: '116117' };
