import { inspect, settle } from '../drive.mjs';
import { signIn } from '../walk.mjs';

export const youth = [
  {
    name: 'a parent opens for a youth, who then sees what is theirs to see, in words for their age',
    journey: async ({ open, people }) => {
      const faults = [];
      const parent = await open();
      await signIn(parent, people.parentOfYouth);
      await parent.page.goto('/mine-innstillinger/innsyn-for-ungdom');
      const card = parent.page.locator('.card', { hasText: people.youth.name });
      await card.waitFor();
      await settle(parent);
      const close = async () => {
        await card.getByRole('button', { name: /^Steng/ }).click();
        await card.getByRole('button', { name: 'Ja, steng' }).click();
        await card.getByText('kan ikke se sine egne opplysninger ennå').waitFor();
      };
      if (await card.getByRole('button', { name: /^Steng/ }).isVisible()) await close();
      faults.push(...(await inspect(parent, 'youth-access-closed')));
      await card.getByRole('button', { name: `Åpne for ${people.youth.name}` }).click();
      await card.getByRole('button', { name: /^Steng/ }).waitFor();
      faults.push(...(await inspect(parent, 'youth-access-open')));

      const own = await open();
      await signIn(own, people.youth);
      await own.page.goto('/mine-innstillinger');
      await own.page.getByText('Du er under 16 år.').waitFor();
      for (const not of ['Fullmakter', 'Sperringer', 'Innsyn for ungdom'])
        if ((await own.page.getByRole('link', { name: new RegExp(`^${not}`) }).count()) > 0) faults.push(`${not} is offered to somebody of 14`);
      faults.push(...(await inspect(own, 'youth-settings')));
      await own.page.goto('/mine-delinger');
      faults.push(...(await inspect(own, 'youth-shared')));
      await own.page.goto('/alder');
      await own.page.getByRole('heading', { level: 1, name: 'Hvem kan se det som står om meg?' }).waitFor();
      await own.page.locator('[aria-current="step"]', { hasText: '13 til 15 år' }).waitFor();
      faults.push(...(await inspect(own, 'youth-ages')));

      await parent.page.locator('.person-bar').getByRole('button', { name: 'Bytt person' }).click();
      await parent.page.locator('.person-bar').getByRole('button', { name: people.youth.name }).click();
      await parent.page.goto('/hvem-har-sett');
      await parent.page.getByText('Du ser derfor ikke alt.').waitFor();
      faults.push(...(await inspect(parent, 'acting-for-youth')));
      await parent.page.goto('/mine-innstillinger/innsyn-for-ungdom');
      await card.getByRole('button', { name: /^Steng/ }).waitFor();
      await close();
      return faults;
    },
  },
  {
    name: 'the ages are explained to everybody, signed in or not',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/alder');
      await tab.page.getByRole('heading', { level: 1, name: 'Hvem ser hva når barnet blir eldre' }).waitFor();
      return inspect(tab, 'ages');
    },
  },
];
