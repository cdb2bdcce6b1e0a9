import { startApp } from '@shared/frame/start';
import en from '@shared/language/analyst/en.json';
import nb from '@shared/language/analyst/nb.json';
import nn from '@shared/language/analyst/nn.json';
import { Analyst } from './Analyst';
import './analyst.scss';

startApp('/analyse/', 'personnel', <Analyst />, { analyst: { nb, nn, en } });
