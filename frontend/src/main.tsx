import { started } from './started';
// Before all components, so that each one's own style can overrule it.
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './screens/App/App';

// Asked for before anything is drawn, so that the first rows come in them.
for (const font of ['13px "Inter Variable"', '12px "JetBrains Mono Variable"']) void document.fonts.load(font);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App started={started} />);
