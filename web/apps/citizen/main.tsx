import { startApp } from '@shared/frame/start';
import { Citizen } from './Citizen';
import './citizen.scss';

startApp('/', 'resident', <Citizen />);
