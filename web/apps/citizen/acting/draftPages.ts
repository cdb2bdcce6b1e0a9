/** Pages that show the assessment under way, and so the person it is about. */
export const isAboutDraft = (path: string) => /^\/(vurdering|plage|stemmer-dette|resultat|del)(\/|$)/.test(path);
