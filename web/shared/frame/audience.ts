import { createContext } from 'react';

/** Whom the page speaks to. */
export const Audience = createContext<'resident' | 'personnel'>('resident');
