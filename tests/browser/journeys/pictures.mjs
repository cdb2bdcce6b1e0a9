import { Buffer } from 'node:buffer';
import { inspect } from '../drive.mjs';
import { signIn, toResult } from '../walk.mjs';

/** A picture made in the page, as a camera would hand it over. */
async function picture(tab) {
  const base64 = await tab.page.evaluate(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 640, height: 400 });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#d9a28c';
    pen.fillRect(0, 0, 640, 400);
    pen.fillStyle = '#b3452f';
    for (let spot = 0; spot < 30; ++spot) pen.fillRect((spot * 97) % 600, (spot * 61) % 370, 22, 18);
    return canvas.toDataURL('image/png').split(',')[1];
  });
  return { name: 'utslett.png', mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') };
}

export const pictures = [
  {
    name: 'a picture goes along with what is shared, and one that is no picture does not',
    journey: async ({ open, people }) => {
      const tab = await open();
      await signIn(tab, people.resident);
      await toResult(tab, 'utslett', {});
      await tab.page.getByRole('link', { name: 'Del med legevakt eller lege' }).click();
      const field = tab.page.locator('input[type=file]');
      await field.setInputFiles({ name: 'notat.txt', mimeType: 'text/plain', buffer: Buffer.from('tekst') });
      await tab.page.getByText('Filen er ikke et bilde vi kan bruke.').waitFor();
      await field.setInputFiles([await picture(tab), await picture(tab)]);
      await tab.page.getByLabel('Hva viser bilde 1?').fill('Utslett på armen');
      await tab.page.getByRole('img', { name: 'Utslett på armen' }).waitFor();
      const faults = await inspect(tab, 'share-pictures');
      await tab.page.getByRole('button', { name: 'Fjern bilde 2' }).click();
      await tab.page.getByText(people.nurse.organizationName).first().click();
      await tab.page.getByRole('button', { name: 'Del nå' }).click();
      await tab.page.getByRole('heading', { level: 1, name: 'Delt' }).waitFor();
      await tab.page.goto('/mine-delinger');
      await tab.page.getByText('1 bilde er lagt ved').first().waitFor();
      return [...faults, ...(await inspect(tab, 'shared-with-picture'))];
    },
  },
];
