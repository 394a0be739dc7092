import type { FastifyInstance } from 'fastify';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { InvitationOptions } from '../../../src/web/invitation/index.ts';
import type { Picture } from '../../../src/web/invitation/poster/picture.ts';
import {
  openPictureWorkers,
  PictureError,
  type PictureWorkers,
} from '../../../src/web/invitation/poster/worker-pool.ts';
import { code, good, invitationServer, type Known } from './invitation-server.ts';

const link = `https://ruzhu.example.com/i/${code}`;
const claim = 'K7MQ-2XWD-9FHC';
const colleague = 'K7MQ-2XWD-9FHG';
const longest = 'K7MQ-2XWD-9FHM';
const hostile = 'K7MQ-2XWD-9FHP';
const expired = 'K7MQ-2XWD-9FHX';

const known: Known = {
  [code]: good,
  [claim]: { type: 'good', as: 'purchaser' },
  [colleague]: { ...good, as: 'colleague' },
  [longest]: { ...good, company: '某某电力装备制造集团华东区域供应链采购管理股份有限公司'.repeat(4).slice(0, 80) },
  [hostile]: { ...good, company: '</svg><script>&"\u{1F600}𠮷堃\u202e', invited: 'x'.repeat(80) },
  [expired]: { type: 'expired' },
};

/** What the QR code in a picture says, however small the picture is shown. */
const decoded = (png: Buffer, shrink = 1): string | undefined => {
  const { data, width, height } = PNG.sync.read(png);
  const [w, h] = [Math.floor(width / shrink), Math.floor(height / shrink)];
  const pixels = new Uint8ClampedArray(w * h * 4);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const from = (y * shrink * width + x * shrink) * 4;
      pixels.set(data.subarray(from, from + 4), (y * w + x) * 4);
    }
  }
  return jsqr.default(pixels, w, h)?.data;
};

/** How many pixels of a part of a picture are white, in thousandths. */
const whiteness = (png: Buffer, [left, top, right, bottom]: readonly [number, number, number, number]): number => {
  const { data, width } = PNG.sync.read(png);
  let white = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) if (data.readUInt32BE((y * width + x) * 4) === 0xffffffff) white += 1;
  }
  return Math.round((1_000 * white) / ((right - left) * (bottom - top)));
};

describe('the pictures of an invitation', () => {
  let pictures: PictureWorkers;
  let drawn: Picture[];
  let server: FastifyInstance;
  const get = (path: string, more: object = {}) => server.inject({ method: 'GET', url: path, ...more });

  beforeAll(async () => {
    const real = openPictureWorkers();
    drawn = [];
    pictures = {
      ...real,
      draw: (picture) => {
        drawn.push(picture);
        return real.draw(picture);
      },
    };
    server = await invitationServer(known, { pictures });
  });
  afterAll(() => server.close());

  it('hold a QR code that leads to the page', async () => {
    const { statusCode, headers, rawPayload } = await get(`/i/${code}/qr.png`);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('image/png');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-robots-tag']).toBe('noindex, nofollow');
    expect(decoded(rawPayload)).toBe(link);
    expect(PNG.sync.read(rawPayload).width).toBeGreaterThanOrEqual(500);
  });

  test.each([code, longest, hostile])(
    'come as a poster whose QR code can be read, also half as large: %s',
    async (of) => {
      const { statusCode, rawPayload } = await get(`/i/${of}/poster.png`);
      expect(statusCode).toBe(200);
      const { width, height } = PNG.sync.read(rawPayload);
      expect([width, height]).toEqual([1080, 1440]);
      const leads = `https://ruzhu.example.com/i/${of}`;
      expect(decoded(rawPayload)).toBe(leads);
      expect(decoded(rawPayload, 2)).toBe(leads);
      expect(rawPayload.length).toBeLessThan(600_000);
    },
  );

  it('show the names in white above the card, within its edges', async () => {
    const { rawPayload } = await get(`/i/${longest}/poster.png`);
    expect(whiteness(rawPayload, [72, 150, 1008, 540])).toBeGreaterThan(40);
    expect(whiteness(rawPayload, [1012, 150, 1080, 550])).toBe(0);
    expect(whiteness(rawPayload, [0, 150, 68, 550])).toBe(0);
  });

  it('are in Chinese unless another language is asked for, whoever fetches them', async () => {
    drawn.length = 0;
    await get(`/i/${code}/poster.png`, { headers: { 'accept-language': 'en' } });
    await get(`/i/${code}/poster.png?lang=en`);
    expect(drawn).toEqual([
      expect.objectContaining({
        poster: expect.objectContaining({
          company: '杭州某某机电采购有限公司',
          recipient: '致 宁波张三五金制品厂',
          invites: '邀请您入驻 1688，成为供应商',
          steps: ['注册', '企业认证', '纳税人', '融易收', '账期', '报价'],
          link,
        }),
      }),
      expect.objectContaining({
        poster: expect.objectContaining({ invites: 'invites you to join as a supplier on 1688' }),
      }),
    ]);
  });

  test.each([
    ['a claim code, which is not to be passed on', `/i/${claim}/qr.png`, 404],
    ['a claim code as a poster', `/i/${claim}/poster.png`, 404],
    ['a colleague’s invitation as a poster', `/i/${colleague}/poster.png`, 404],
    ['an invitation that has expired', `/i/${expired}/poster.png`, 410],
    ['a code that does not exist', '/i/K7MQ-2XWD-9FHZ/qr.png', 404],
  ])('are not made of %s', async (_what, path, status) => {
    const { statusCode, headers, json } = await get(path);
    expect(statusCode).toBe(status);
    expect(headers['cache-control']).toBe('no-store');
    expect(json().error.code).toMatch(/^[a-z_]+$/);
  });

  it('of a colleague’s invitation are a QR code', async () => {
    expect(decoded((await get(`/i/${colleague}/qr.png`)).rawPayload)).toBe(`https://ruzhu.example.com/i/${colleague}`);
  });

  it('are drawn once and kept', async () => {
    const picture: Picture = { type: 'qr', link: 'https://ruzhu.example.com/i/once' };
    expect(await pictures.draw(picture)).toBe(await pictures.draw({ ...picture }));
  });
});

describe('when drawing goes wrong', () => {
  const answering = async (pictures: Partial<PictureWorkers>, more: Partial<InvitationOptions> = {}) => {
    const draw = async () => new Uint8Array([1]);
    const server = await invitationServer(known, { ...more, pictures: { draw, close: () => {}, ...pictures } });
    const answers = [await server.inject(`/i/${code}/qr.png`), await server.inject(`/i/${code}/qr.png`)];
    await server.close();
    return answers;
  };

  it('asks to come again when too many pictures are waiting', async () => {
    const [answer] = await answering({ draw: () => Promise.reject(new PictureError('pictures_busy', 'Too many.')) });
    expect(answer?.statusCode).toBe(429);
    expect(answer?.headers['retry-after']).toBe('5');
  });

  it('says nothing of the inside', async () => {
    const [answer] = await answering({
      draw: () => Promise.reject(new PictureError('picture_failed', 'secret place')),
    });
    expect(answer?.statusCode).toBe(500);
    expect(answer?.body).not.toContain('secret');
  });

  it('draws so many for one network and no more', async () => {
    const [first, second] = await answering({}, { limits: { pictures: 1 } });
    expect(first?.statusCode).toBe(200);
    expect(second?.statusCode).toBe(429);
    expect(second?.headers['retry-after']).toBeDefined();
  });

  it('rejects what was waiting when the server stops, and draws again afterwards', async () => {
    const pictures = openPictureWorkers();
    const picture: Picture = { type: 'qr', link };
    const waiting = pictures.draw(picture);
    pictures.close();
    await expect(waiting).rejects.toMatchObject({ code: 'picture_failed' });
    expect(decoded(Buffer.from(await pictures.draw(picture)))).toBe(link);
    pictures.close();
  });
});
