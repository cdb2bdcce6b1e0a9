import { startApp } from '@shared/frame/start';
import en from '@shared/language/citizen/en.json';
import nb from '@shared/language/citizen/nb.json';
import nn from '@shared/language/citizen/nn.json';
import { Citizen } from './Citizen';
import './citizen.scss';

startApp('/', 'resident', <Citizen />, { citizen: { nb, nn, en } });
