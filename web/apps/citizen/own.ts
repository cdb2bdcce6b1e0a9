// The resident's own pages, loaded when one of them is first opened: whoever only asks how serious it is does not wait for them.
export { AskPage } from './log/AskPage';
export { EntryPage } from './log/EntryPage';
export { LogPage } from './log/LogPage';
export { QuestionsPage } from './log/QuestionsPage';
export { SharedPage } from './pages/SharedPage';
export { AppsPage } from './settings/AppsPage';
export { BlocksPage } from './settings/BlocksPage';
export { ChangeFullmaktPage } from './settings/ChangeFullmaktPage';
export { FullmakterPage } from './settings/FullmakterPage';
export { GiveFullmaktPage } from './settings/GiveFullmaktPage';
export { NewBlockPage } from './settings/NewBlockPage';
export { NoticesPage } from './settings/NoticesPage';
export { SettingsPage } from './settings/SettingsPage';
export { WhoCanSeePage } from './settings/WhoCanSeePage';
export { YouthAccessPage } from './settings/YouthAccessPage';
export { AgesPage } from './youth/AgesPage';
