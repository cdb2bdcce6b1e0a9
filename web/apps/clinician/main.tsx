import { startApp } from '@shared/frame/start';
import en from '@shared/language/clinician/en.json';
import nb from '@shared/language/clinician/nb.json';
import nn from '@shared/language/clinician/nn.json';
import { Clinician } from './Clinician';
import './clinician.scss';

startApp('/kliniker/', 'personnel', <Clinician />, { clinician: { nb, nn, en } });
