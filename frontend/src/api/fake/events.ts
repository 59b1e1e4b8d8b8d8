/** A few thousand events of a workspace that does not exist, always the same. */

import { Random } from './random';

export interface FakeEvent {
  seq: number;
  id: string;
  actor: string;
  category: string;
  action: string;
  description: string;
  /** Milliseconds since 1970. */
  at: number;
  import: number;
  conflict: boolean;
  details: string;
  originalTime: string;
}

const members = [
  'ana.moreau@northwind.com', 'dmitri.chen@northwind.com', 'zoë.okafor@northwind.com',
  'liam.nakamura@northwind.com', 'priya.raman@northwind.com', 'tomás.silva@northwind.com',
];
const models = ['bfl/flux-schnell', 'bytedance/seedance-1-pro', 'stability/sdxl-turbo', 'google/veo-3'];
const deliveries = ['generation.completed', 'generation.failed', 'credit.low_balance'];

type Kind = readonly [weight: number, key: string, byMember: boolean, text: (r: Random) => string];

const kinds: readonly Kind[] = [
  [9, 'webhook.delivered', false, (r) => `Webhook delivered: ${r.pick(deliveries)}`],
  [2, 'webhook.delivery_failed', false, (r) => `Webhook delivery failed: ${r.pick(deliveries)} (HTTP 503, attempt ${1 + r.below(5)} of 5), the endpoint answered after 30 s with an empty body`],
  [1, 'webhook.disabled', true, () => 'Webhook endpoint was temporarily disabled'],
  [1, 'webhook.quarantined', false, () => 'Webhook endpoint quarantined after 5 failed deliveries'],
  [12, 'generation.succeeded', true, (r) => `Generation succeeded - ${r.pick(models)}`],
  [6, 'generation.processing', true, (r) => `Generation processing - ${r.pick(models)}`],
  [2, 'generation.failed', true, (r) => `Generation failed - ${r.pick(models)}`],
  [12, 'credit.charge', true, (r) => `Charged 0.${String(1 + r.below(90)).padStart(3, '0')} credits for ${r.pick(models)}`],
  [1, 'credit.refund', false, (r) => `Refunded 0.012 credits for ${r.pick(models)}`],
  [1, 'credit_alert.alert_fired', false, () => 'Low balance alert fired: balance $8.5 dropped below $10 threshold'],
  [1, 'credit_alert.settings_updated', true, () => 'Credit alert settings updated: enabled=true, thresholds={10,5,1}'],
  [2, 'api_key.created', true, (r) => `API key "ci-deploy" (bye_${r.hex(5)}...) was created`],
  [1, 'api_key.rotated', true, (r) => `API key "ci-deploy" (bye_${r.hex(5)}...) was rotated`],
  [1, 'api_key.revoked', true, (r) => `API key "laptop" (bye_${r.hex(5)}...) was revoked`],
  [4, 'auth.signin', true, () => 'Signed in with single sign-on'],
  [1, 'membership.role_changed', true, () => 'Member role changed to owner'],
  [1, 'invitation.sent', true, (r) => `Invitation sent to guest-${r.hex(3)}@example.com`],
  [1, 'domain.domain_removed', true, () => 'Custom domain removed: api.example.com'],
  [1, 'consent.accepted', true, () => 'All cookie categories accepted (via banner)'],
  [1, 'subscription.past_due', false, () => 'Subscription is past due'],
];

/** Text that an attacker would write into a field. */
const hostile = [
  'API key "\u202egnp.eciovni\u202c" (bye_00000...) was created',
  'API key "<img src=x onerror=alert(1)>" (bye_11111...) was created',
  'API key "=HYPERLINK(""http://x"")" (bye_22222...) was created',
  'API key "zero\u200bwidth\ufeff" (bye_33333...) was created',
  'API key "line\r\nbreak\tand tab\u0000" (bye_44444...) was created',
  'API key "مفتاح الإنتاج" (bye_55555...) was created',
  `API key "${'very-long-name-'.repeat(40)}" (bye_66666...) was created`,
];

export const lastTime = Date.UTC(2026, 10, 22, 18, 40, 0);
const span = 365 * 86_400_000;

export function makeEvents(n: number, seed = 7): FakeEvent[] {
  const random = new Random(seed);
  const bag = kinds.flatMap((kind) => Array.from({ length: kind[0] }, () => kind));
  const times = Array.from({ length: n }, () => lastTime - Math.floor(random.next() ** 1.3 * span)).sort((a, b) => a - b);
  const events = times.map((at, i) => makeOne(random, bag, at, i));
  hostile.forEach((description, i) => {
    const event = events[n - 40 - i * 9];
    if (event) Object.assign(event, { category: 'api_key', action: 'created', actor: random.pick(members), description });
  });
  const first = events[n - 12];
  const changed = events[n - 11];
  if (first && changed) {
    Object.assign(changed, { ...first, seq: changed.seq, description: `${first.description} (edited)`, conflict: true });
    first.conflict = true;
  }
  return events;
}

function makeOne(random: Random, bag: readonly Kind[], at: number, seq: number): FakeEvent {
  const [, key, byMember, text] = random.pick(bag);
  const [category = '', action = ''] = key.split('.');
  const actor = byMember ? random.pick(members) : 'system';
  const id = `evt_${random.hex(12)}`;
  const description = text(random);
  const vendor = seq % 3 === 0;
  const time = new Date(at).toISOString();
  return {
    seq, id, actor, category, action, description, at,
    import: vendor ? 2 : 1,
    conflict: false,
    details: vendor ? details(random, actor, time) : '',
    originalTime: vendor ? time.replace('T', ' ').replace(/\.\d+Z$/, '') : '',
  };
}

function details(random: Random, actor: string, time: string): string {
  const address = `203.0.113.${random.below(256)}`;
  return `{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDA${random.hex(12)}","userName":${JSON.stringify(actor)}},"eventTime":${JSON.stringify(time)},"sourceIPAddress":"${address}","requestParameters":{"limit":${String(random.below(99))},"sequence":90071992547409931234,"tags":["prod","eu-west-1"],"dryRun":false,"comment":null}}`;
}

export function timeText(at: number): string {
  return new Date(at).toISOString().replace(/\.?0*Z$/, 'Z');
}
