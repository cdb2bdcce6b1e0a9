import { startApp } from '@shared/frame/start';
import en from '@shared/language/administrator/en.json';
import nb from '@shared/language/administrator/nb.json';
import nn from '@shared/language/administrator/nn.json';
import { Administrator } from './Administrator';
import './administrator.scss';

startApp('/drift/', 'personnel', <Administrator />, { administrator: { nb, nn, en } });
