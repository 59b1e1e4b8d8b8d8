// First, so that every component's own style can overrule it.
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { openDoor } from './api';
import { App } from './screens/App/App';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App door={openDoor()} />);
