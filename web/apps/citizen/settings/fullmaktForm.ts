const digits = 11;

export const plainNumber = (typed: string) => typed.replace(/\s/g, '');
/** Whether it can be a national identity number. Whether it is one, and whose, the server says. */
export const isNumberLike = (typed: string) => new RegExp(`^\\d{${digits}}$`).test(plainNumber(typed));

export function endInMonths(now: Date, months: number): string {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth() + months, now.getUTCDate()];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, lastDay))).toISOString().slice(0, 10);
}
