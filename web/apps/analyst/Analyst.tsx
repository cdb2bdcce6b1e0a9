import { Route, Routes } from 'react-router';
import { Frame } from './Frame';
import { ProtocolPage } from './pages/ProtocolPage';
import { ProtocolsPage } from './pages/ProtocolsPage';

export function Analyst() {
  return (
    <Frame>
      <Routes>
        <Route path="/protokoll/:complaint/:view?" element={<ProtocolPage />} />
        <Route path="*" element={<ProtocolsPage />} />
      </Routes>
    </Frame>
  );
}
