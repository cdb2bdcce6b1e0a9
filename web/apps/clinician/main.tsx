import { startApp } from '@shared/frame/start';
import { Clinician } from './Clinician';
import './clinician.scss';

startApp('/kliniker/', 'personnel', <Clinician />);
