import { inspect } from '../drive.mjs';
import { answerAll, choose } from '../walk.mjs';

const screensMax = 3;

export const emergency = [
  {
    name: 'an anonymous person with chest pain is told to call 113 within three screens',
    journey: async ({ open }) => {
      const tab = await open();
      await tab.page.goto('/');
      await choose(tab, 'brystsmerter');
      let told = false;
      const answers = { 'age-years': '67', sex: 'male' };
      const screens = await answerAll(tab, answers, async () => {
        // The first danger sign that is offered is ticked, whatever the content calls it.
        const flags = await tab.page.locator('.choices input[type=checkbox]').evaluateAll((all) => all.map((one) => one.name));
        if (flags.length > 0 && !told) {
          answers[flags[0]] = 'yes';
          told = true;
        }
      });
      const faults = [];
      if (screens > screensMax) faults.push(`it took ${screens} screens`);
      if (!tab.page.url().endsWith('/resultat')) faults.push(`ended at ${tab.page.url()}, not at the result`);
      const call = tab.page.locator('.result a.call[href="tel:113"]');
      await call.waitFor();
      const box = await call.boundingBox();
      const { height } = tab.page.viewportSize();
      if (!box || box.y + box.height > height) faults.push('the number to call is below the first screenful');
      return [...faults, ...(await inspect(tab, 'emergency'))];
    },
  },
];
