import { useEffect, useState } from 'react';

/** Says what happened to assistive technology, once it has settled. */
export function LiveRegion({ text, n }: { text: string; n: number }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (text === '') return;
    // The blank makes the same words news; the wait lets typing come to rest.
    const timer = setTimeout(() => setSaid(n % 2 === 0 ? text : `${text}\u00a0`), 350);
    return () => clearTimeout(timer);
  }, [text, n]);
  return (
    // By its name an open dialog leaves it to be heard.
    <div className="visually-hidden" role="status" aria-live="polite" aria-atomic="true" data-live-announcer="true">
      {said}
    </div>
  );
}
