import { inspect, settle } from '../drive.mjs';
import { choose, signIn } from '../walk.mjs';

export const acting = [
  {
    name: 'whose information is shown stands on every page, survives loading anew, and is forgotten on signing out',
    journey: async ({ open, people }) => {
      const tab = await open();
      const child = people.parent.represents[0];
      const bar = tab.page.locator('.person-bar');
      const shown = `Du ser nå opplysningene til ${child.name}`;
      await signIn(tab, people.parent);
      await bar.getByText('Du ser dine egne opplysninger').waitFor();
      await bar.getByRole('button', { name: 'Bytt person' }).click();
      const faults = await inspect(tab, 'acting-choose');
      await bar.getByRole('button', { name: child.name }).click();
      await bar.getByText(shown).waitFor();
      faults.push(...(await inspect(tab, 'acting-start')));
      if (!(await tab.page.getByRole('radio', { name: child.name }).isChecked())) faults.push('the assessment is not about the person acted for');
      for (const [address, name] of [['/mine-delinger', 'shared'], ['/hvem-har-sett', 'log'], ['/mine-innstillinger', 'settings'], ['/alder', 'ages']]) {
        await tab.page.goto(address);
        await bar.getByText(shown).waitFor();
        faults.push(...(await inspect(tab, `acting-${name}`)));
      }
      await tab.page.goto('/mine-innstillinger/varsling');
      await tab.page.getByRole('heading', { name: 'Dette kan du ikke gjøre for andre' }).waitFor();
      await tab.page.locator('main').getByRole('button', { name: 'Tilbake til meg' }).click();
      await tab.page.getByRole('heading', { name: 'Varsling og språk' }).waitFor();

      await tab.page.goto('/');
      await settle(tab);
      await tab.page.getByRole('radio', { name: child.name }).check();
      await choose(tab, 'feber barn');
      await bar.getByText(shown).waitFor();
      await bar.getByRole('button', { name: 'Tilbake til meg' }).click();
      await tab.page.waitForURL(/\/$/);
      await bar.getByText('Du ser dine egne opplysninger').waitFor();
      await tab.page.getByText(`Vurderingen gjelder ${child.name}.`).waitFor();
      faults.push(...(await inspect(tab, 'acting-back')));
      await tab.page.getByRole('link', { name: 'Fortsett' }).click();
      await bar.getByText(shown).waitFor();

      await tab.page.getByRole('button', { name: 'Logg ut' }).click();
      await tab.page.waitForURL(/\/$/);
      const left = await tab.page.evaluate(() => Object.keys(sessionStorage));
      if (left.length > 0) faults.push(`left behind after signing out: ${left}`);
      return faults;
    },
  },
];
