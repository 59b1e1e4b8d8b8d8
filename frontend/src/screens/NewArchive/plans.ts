import type { Plan } from '../../api';

export const plans: readonly { value: Plan; label: string; note: string }[] = [
  { value: 'keep', label: 'Keep everything', note: 'nothing is purged' },
  { value: 'free', label: 'Free', note: '1 day' },
  { value: 'starter', label: 'Starter', note: '7 days' },
  { value: 'pro', label: 'Pro', note: '30 days' },
  { value: 'scale', label: 'Scale', note: '180 days' },
  { value: 'enterprise', label: 'Enterprise', note: '1 year' },
];

/** "Pro plan, kept 30 days" */
export function planName(plan: Plan): string {
  const found = plans.find((one) => one.value === plan);
  if (!found || plan === 'keep') return 'Everything is kept';
  return `${found.label} plan, kept ${found.note}`;
}
