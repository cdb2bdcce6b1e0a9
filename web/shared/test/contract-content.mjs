// A little invented content for the contract server. It is for trying pages, never for judging symptoms.

const yesNo = (linkId, nb, en, more = {}) => ({ linkId, type: 'choice', nb, en, ...more });

export const about = {
  linkId: 'about',
  type: 'group',
  nb: 'Hvem gjelder det?',
  en: 'Who is it about?',
  items: [
    { linkId: 'age-years', type: 'quantity', nb: 'Alder', en: 'Age', unit: { code: 'a', nb: 'år', en: 'years' }, least: 0, most: 120 },
    {
      linkId: 'sex',
      type: 'choice',
      nb: 'Kjønn',
      en: 'Sex',
      options: [
        { code: 'female', nb: 'Kvinne', en: 'Female' },
        { code: 'male', nb: 'Mann', en: 'Male' },
      ],
    },
  ],
};

const redFlags = [
  ['not-breathing', 'Puster ikke normalt, eller gisper', 'Does not breathe normally, or gasps'],
  ['unresponsive', 'Reagerer ikke, eller kan ikke vekkes', 'Does not respond, or cannot be woken'],
  ['severe-breathing-difficulty', 'Klarer ikke å si en hel setning på grunn av tung pust', 'Cannot finish a sentence for lack of breath'],
  ['stroke-sign', 'Plutselig skjevt ansikt, svak arm eller vansker med å snakke', 'Sudden drooping face, weak arm or trouble speaking'],
  ['crushing-chest-pain', 'Sterke, klemmende brystsmerter', 'Severe, crushing chest pain'],
  ['heavy-bleeding', 'Kraftig blødning som ikke stopper når du trykker', 'Heavy bleeding that pressure does not stop'],
  ['rash-not-fading', 'Utslett som ikke blekner når du trykker et glass mot det, og feber', 'Rash that does not fade under a glass, with fever'],
];

export const redScreen = {
  linkId: 'red-screen',
  type: 'group',
  nb: 'Er noe av dette tilfelle akkurat nå?',
  en: 'Is any of this true right now?',
  items: redFlags.map(([linkId, nb, en]) => yesNo(linkId, nb, en, { redFlag: true })),
};

export const complaints = {
  'sore-throat': {
    nb: 'Vondt i halsen',
    en: 'Sore throat',
    words: 'vondt i halsen hals sår svelg mandler sore throat tonsils',
    questions: [
      yesNo('cannot-swallow-saliva', 'Klarer du ikke å svelge ditt eget spytt?', 'Are you unable to swallow your own saliva?', {
        redFlag: true,
        helpNb: 'Det kan vise seg som sikling, eller at du må spytte ut.',
        helpEn: 'It may show as drooling, or that you have to spit.',
      }),
      {
        linkId: 'throat-duration',
        type: 'choice',
        nb: 'Hvor lenge har det vart?',
        en: 'How long has it lasted?',
        options: [
          { code: 'days-0-3', nb: 'Inntil tre dager', en: 'Up to three days' },
          { code: 'days-4-7', nb: 'Fire til sju dager', en: 'Four to seven days' },
          { code: 'over-week', nb: 'Mer enn en uke', en: 'More than a week' },
        ],
      },
      yesNo('cannot-open-mouth', 'Har du vansker med å gape?', 'Is it hard to open your mouth?', { redFlag: true }),
      {
        linkId: 'temperature',
        type: 'quantity',
        nb: 'Hva er temperaturen?',
        en: 'What is the temperature?',
        unit: { code: 'Cel', nb: '°C', en: '°C' },
        least: 33,
        most: 43,
        helpNb:
          'Mål helst i endetarmen hos små barn, ellers i øret eller munnen. Har du ikke termometer, velger du «Vet ikke». Har du tatt febernedsettende de siste fire timene, kan målingen være for lav.',
        helpEn:
          'Preferably measure in the rectum in small children, otherwise in the ear or mouth. Without a thermometer, choose “Don\'t know”. If you have taken something for fever the last four hours, the reading may be too low.',
      },
      yesNo('immunosuppressed', 'Har du nedsatt immunforsvar?', 'Is your immune system weakened?', {
        helpNb: 'For eksempel cellegift, eller medisiner etter transplantasjon.',
        helpEn: 'For example chemotherapy, or medicines after a transplant.',
      }),
    ],
    rules: [
      { id: 'sore-throat.saliva', level: 'emergency', when: { 'cannot-swallow-saliva': 'yes' }, nb: 'Du klarer ikke å svelge spytt.', en: 'You cannot swallow saliva.' },
      { id: 'sore-throat.trismus', level: 'urgent', when: { 'cannot-open-mouth': 'yes' }, nb: 'Du har vondt i halsen og vansker med å gape.', en: 'You have a sore throat and trouble opening your mouth.' },
      { id: 'sore-throat.immune', level: 'urgent', when: { immunosuppressed: 'yes' }, nb: 'Nedsatt immunforsvar gjør halsinfeksjon mer alvorlig.', en: 'A weakened immune system makes throat infection more serious.' },
      { id: 'sore-throat.long', level: 'routine', when: { 'throat-duration': 'over-week' }, nb: 'Plagene har vart mer enn en uke.', en: 'It has lasted more than a week.' },
    ],
  },
  'chest-pain': {
    nb: 'Brystsmerter',
    en: 'Chest pain',
    words: 'vondt i brystet bryst brystsmerter smerter chest pain hjerte heart',
    questions: [
      yesNo('pain-spreads', 'Stråler smerten ut i arm, kjeve eller rygg?', 'Does the pain spread to arm, jaw or back?', { redFlag: true }),
      yesNo('pain-on-effort', 'Kommer smerten når du anstrenger deg?', 'Does the pain come with effort?'),
    ],
    rules: [
      { id: 'chest-pain.spread', level: 'emergency', when: { 'pain-spreads': 'yes' }, nb: 'Brystsmerter som stråler ut.', en: 'Chest pain that spreads.' },
      { id: 'chest-pain.effort', level: 'urgent', when: { 'pain-on-effort': 'yes' }, nb: 'Brystsmerter ved anstrengelse.', en: 'Chest pain with effort.' },
    ],
  },
  'fever-child': {
    nb: 'Feber hos barn',
    en: 'Fever in a child',
    words: 'feber barn varm temperatur fever child temperature',
    questions: [
      yesNo('hard-to-wake', 'Er barnet slapt eller vanskelig å vekke?', 'Is the child limp or hard to wake?', { redFlag: true }),
      { linkId: 'temperature', type: 'quantity', nb: 'Hva er den høyeste temperaturen?', en: 'What is the highest temperature?', unit: { code: 'Cel', nb: '°C', en: '°C' }, least: 33, most: 43 },
      yesNo('drinks-little', 'Drikker barnet mye mindre enn vanlig?', 'Does the child drink much less than usual?'),
      {
        linkId: 'fever-duration',
        type: 'choice',
        nb: 'Hvor lenge har barnet hatt feber?',
        en: 'How long has the child had fever?',
        options: [
          { code: 'under-day', nb: 'Mindre enn ett døgn', en: 'Less than a day' },
          { code: 'days-1-4', nb: 'Ett til fire døgn', en: 'One to four days' },
          { code: 'over-4', nb: 'Mer enn fire døgn', en: 'More than four days' },
        ],
      },
    ],
    rules: [
      { id: 'fever-child.limp', level: 'emergency', when: { 'hard-to-wake': 'yes' }, nb: 'Barnet er slapt eller vanskelig å vekke.', en: 'The child is limp or hard to wake.' },
      { id: 'fever-child.drinks', level: 'urgent', when: { 'drinks-little': 'yes' }, nb: 'Barnet drikker mye mindre enn vanlig.', en: 'The child drinks much less than usual.' },
      { id: 'fever-child.long', level: 'urgent', when: { 'fever-duration': 'over-4' }, nb: 'Feberen har vart lenge.', en: 'The fever has lasted long.' },
    ],
  },
};

const advice = (kind, nb, en, phone) => ({ kind, nb, en, phone });

export const levelTexts = {
  emergency: {
    nb: 'Ring 113 nå',
    en: 'Call 113 now',
    advice: [
      advice('now', '**Ring 113 med en gang.** Ikke kjør selv.\n\n- Bli der du er\n- Lås opp døren\n- La noen være hos deg', '**Call 113 at once.** Do not drive yourself.\n\n- Stay where you are\n- Unlock the door\n- Have someone with you', '113'),
      advice('worse', 'Si fra på 113 hvis det blir verre mens du venter.', 'Tell 113 if it gets worse while you wait.'),
    ],
  },
  urgent: {
    hours: 4,
    nb: 'Ring legevakten på 116 117',
    en: 'Call the out-of-hours doctor on 116 117',
    advice: [
      advice('now', 'Ring og fortell hva du har svart her. De avgjør om du skal komme.', 'Call and tell them what you answered here. They decide whether you should come.', '116117'),
      advice('where', 'Legevakten i kommunen din. På dagtid kan fastlegen også hjelpe.', 'Your local out-of-hours service. In daytime your GP can help too.'),
      advice('worse', '- Du får vansker med å puste\n- Du klarer ikke å svelge\n- Du blir forvirret eller svært slapp', '- You get trouble breathing\n- You cannot swallow\n- You become confused or very weak'),
      advice('safety-net', 'Er det ikke bedre om fire timer, ring igjen.', 'If it is no better in four hours, call again.'),
    ],
  },
  routine: {
    days: 3,
    nb: 'Bestill time hos fastlegen',
    en: 'Book an appointment with your GP',
    advice: [
      advice('now', 'Bestill en vanlig time de nærmeste dagene.', 'Book an ordinary appointment the coming days.'),
      advice('where', 'Fastlegen din.', 'Your GP.'),
      advice('worse', '- Feber over 39 °C\n- Vansker med å svelge eller puste', '- Fever above 39 °C\n- Trouble swallowing or breathing'),
      advice('self-care', 'Drikk godt og hvil. Smertestillende uten resept kan hjelpe.', 'Drink well and rest. Painkillers without prescription may help.'),
    ],
  },
  selfcare: {
    nb: 'Du kan ta vare på dette selv',
    en: 'You can take care of this yourself',
    advice: [
      advice('now', 'Dette går som regel over av seg selv i løpet av en uke.', 'This usually passes by itself within a week.'),
      advice('self-care', '- Drikk rikelig, gjerne kaldt\n- Hvil når du trenger det\n- Paracetamol demper smerte og feber. Følg pakningsvedlegget.', '- Drink plenty, preferably cold\n- Rest when you need to\n- Paracetamol eases pain and fever. Follow the leaflet.'),
      advice('worse', '- Du klarer ikke å svelge spytt\n- Du får vansker med å puste\n- Du får vansker med å gape', '- You cannot swallow saliva\n- You get trouble breathing\n- You cannot open your mouth'),
      advice('safety-net', 'Er du ikke bedre etter sju dager, ta kontakt med fastlegen.', 'If no better after seven days, contact your GP.'),
    ],
  },
};

export const persons = [
  {
    id: 'kari', name: 'Kari Nordmann', role: 'resident', description: '34 år, bor i Kristiansand', birthDate: '1992-03-14', gender: 'female',
    represents: [{ id: 'nora', name: 'Nora Nordmann' }],
  },
  { id: 'ola', name: 'Ola Hansen', role: 'resident', description: '71 år, bor i Vennesla', birthDate: '1955-01-02', gender: 'male' },
  { id: 'nurse', name: 'Ingrid Berg', role: 'personnel', description: 'Sykepleier', organization: 'Organization/legevakt', organizationName: 'Kristiansand legevakt' },
  { id: 'gp', name: 'Lars Lie', role: 'personnel', description: 'Fastlege', organization: 'Organization/legesenter', organizationName: 'Vennesla legesenter' },
  { id: 'admin', name: 'Tor Dahl', role: 'administrator', description: 'Administrator' },
  { id: 'ombud', name: 'Siv Moe', role: 'controller', description: 'Personvernombud' },
];

export const children = [{ id: 'nora', name: 'Nora Nordmann', birthDate: '2024-06-01', gender: 'female' }];

export const organizations = [
  { resourceType: 'Organization', id: 'legevakt', name: 'Kristiansand legevakt', active: true, address: [{ city: 'Kristiansand' }], identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.2', value: '90210' }] },
  { resourceType: 'Organization', id: 'legesenter', name: 'Vennesla legesenter', active: true, address: [{ city: 'Vennesla' }], identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.2', value: '90211' }] },
];

export const icpc2 = [
  { code: 'R21', display: 'Symptom/plage hals' },
  { code: 'R72', display: 'Streptokokkhals' },
  { code: 'R76', display: 'Akutt tonsillitt' },
  { code: 'K01', display: 'Smerte/ubehag hjerte' },
  { code: 'A03', display: 'Feber' },
];
